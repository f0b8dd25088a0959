import { ruleInBrief, type CallRule, type PlanContact } from '../../domain/safetyPlan';
import type { Transaction } from '../../platform/database';
import type { Facts } from './facts';

/** The parts of a safety plan that an alarm may carry. */
export interface PlanInBrief {
  contacts: PlanContact[];
  police: CallRule;
  ambulance: CallRule;
}

/** As much as a text takes of one thing; what is longer is read on the page that its link opens. */
const LONGEST = 60;

/** The newest plans of those whom escalations are about, by person. */
export async function readPlans(
  tx: Transaction,
  all: readonly Pick<Facts, 'programId' | 'refs'>[],
): Promise<Map<string, PlanInBrief>> {
  const about = all.filter(({ refs }) => typeof refs['escalation'] === 'string');
  const people = [
    ...new Set(about.flatMap(({ refs }) => (typeof refs['peer'] === 'string' ? refs['peer'] : []))),
  ];
  if (people.length === 0) return new Map();
  const rows = await tx.safetyPlan.findMany({
    where: {
      personId: { in: people },
      programId: { in: [...new Set(about.map(({ programId }) => programId))] },
    },
    orderBy: { agreedAt: 'asc' },
    select: { personId: true, contacts: true, police: true, ambulance: true },
  });
  return new Map(rows.map(({ personId, ...plan }) => [personId, plan as unknown as PlanInBrief]));
}

/** First contact, and what is agreed about police and ambulance; where that is long, that there is a plan to read. */
export function sayPlan({ contacts, police, ambulance }: PlanInBrief, language: 'en' | 'fr'): string {
  const en = language === 'en';
  const [first] = contacts;
  const rules = [
    ['police', ruleInBrief(police, language)],
    ['ambulance', ruleInBrief(ambulance, language)],
  ] as const;
  const parts = [
    ...(first ? [`${first.name.split(' ')[0]} ${first.phone}`] : []),
    ...rules.map(([service, rule]) => (rule === undefined ? undefined : `${service} ${rule}`)),
  ];
  const said = `${en ? 'Plan:' : 'Plan :'} ${parts.join(', ')}.`;
  if (parts.every((part) => part !== undefined) && said.length <= LONGEST) return said;
  return en ? 'Read the safety plan first.' : "Lisez d'abord le plan de sécurité.";
}
