import { Prisma } from '../../../prisma/generated/client';
import { beginnings, ofPerson, type Removal, type Subject } from './step';

/** Messages to them, and messages to others that speak of them. */
const MESSAGES = (who: Subject): Prisma.Sql => {
  const { personId, participants, journeys, shifts, names } = who;
  const ids = [personId, ...participants, ...journeys];
  const named = names.map((name) => `%${name.replaceAll(/[\\%_]/g, '\\$&')}%`);
  return Prisma.sql`
    SELECT d."id" FROM "Delivery" d JOIN "MessageIntent" i ON i."key" = d."intentKey"
    WHERE i."personId" = ${personId} OR i."journeyId" = ANY(${journeys})
      OR i."escalationId" IN (SELECT "id" FROM "Escalation" WHERE "subjectPersonId" = ${personId})
      OR i."key" LIKE ANY(${beginnings(who)})
      OR EXISTS (SELECT 1 FROM unnest(${ids}::text[]) AS t(id) WHERE strpos(i."key", t.id) > 0 OR strpos(i."refs"::text, t.id) > 0)
      OR (i."shiftId" = ANY(${shifts}) AND (d."body" ILIKE ANY(${named}) OR d."subject" ILIKE ANY(${named})))`;
};

export const SAID: readonly Removal[] = [
  {
    tables: ['DeliveryReceipt'],
    sql: (who) => Prisma.sql`
      DELETE FROM "DeliveryReceipt" WHERE "carrierId" IN (SELECT "carrierId" FROM "Delivery" WHERE "id" IN (${MESSAGES(who)}))`,
  },
  {
    tables: ['Delivery'],
    sql: (who) => Prisma.sql`
      UPDATE "Delivery" SET "address" = '', "subject" = NULL, "body" = '', "carrierId" = NULL
      WHERE "id" IN (${MESSAGES(who)})`,
  },
  ...ofPerson('Inbound', 'PersonalLink'),
  {
    tables: ['IdempotentRequest'],
    sql: ({ personId, participants, journeys }) => Prisma.sql`
      DELETE FROM "IdempotentRequest" WHERE EXISTS (
        SELECT 1 FROM unnest(${[personId, ...participants, ...journeys]}::text[]) AS t(id)
        WHERE strpos("body"::text, t.id) > 0)`,
  },
];
