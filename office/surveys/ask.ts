import { appendEvents, openWaits, storeIntents } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import { Refused, Unavailable } from '../../client/fullCircle';
import { plus } from '../../domain/duration';
import { as, type Duration, type OccurrenceKey } from '../../domain/ids';
import { IN_USE } from '../../domain/phone';
import { askedOf } from '../../domain/surveys/question';
import { idFromKey, newId } from '../../platform/newId';
import type { Caller } from '../access';
import { programInUse } from '../definitions';
import type { ParticipantActs } from '../participants';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';

/** A question that has waited for a night is still worth sending; after that staff see that it is late. */
const WORTH_SENDING = 'P3D' as Duration;
const ANSWER_WITHIN = 'P7D' as Duration;
const NOT_YET_MS = 10_000;
const AT_ONCE = 100;
const PREFIX = 'survey-ask-';

export type AskedBy = 'text' | 'link';

export interface Asked {
  wait: string;
  /** `pending`: it is stored and goes out as soon as Temporal can be reached. */
  state: 'going-out' | 'pending';
}

/** Asking somebody a survey: by a link, or by text, one question at a time. */
export function askActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database, fullCircle } = tools;

  /** @throws Refused `NoPhoneForTexts`, `SharedNumber`, `LockScreen` where text is no way to ask somebody */
  async function checkByText(personId: string): Promise<void> {
    const person = await database.person.findUniqueOrThrow({
      where: { id: personId },
      include: { contactPoints: { where: { channel: 'sms' } } },
    });
    const phone = person.contactPoints.find(
      ({ consentAt, stoppedAt, unusableCode }) => consentAt && !stoppedAt && !unusableCode,
    );
    if (!phone)
      throw new Refused(
        'NoPhoneForTexts',
        'There is no number that this person may be texted at; ask by link, or on paper.',
      );
    if (person.detail === 'basic')
      throw new Refused(
        'LockScreen',
        'This person wants nothing of the program on their screen, and a survey would show it; ask by link.',
      );
    const others = await database.contactPoint.count({
      where: {
        value: phone.value,
        personId: { not: personId },
        ...IN_USE,
      },
    });
    if (others > 0)
      throw new Refused('SharedNumber', 'Somebody else has this number too; ask by link, or on paper.');
  }

  async function sendOut(programId: string, key: string, options?: ActOptions): Promise<Asked['state']> {
    try {
      await fullCircle.announcements.start(
        { key: idFromKey(key), programId: as(programId), intents: [as<OccurrenceKey>(key)] },
        options,
      );
      return 'going-out';
    } catch (error) {
      if (error instanceof Unavailable) return 'pending';
      throw error;
    }
  }

  return {
    /**
     * Asks now, outside quiet hours; what is answered already is kept and not asked again.
     * @param input.always from now on this person is asked by text first: a phone and no data
     * @throws Refused `UnknownSurvey`, `NothingToAsk`
     */
    async ask(
      caller: Caller,
      participantId: string,
      input: { survey?: string | undefined; by: AskedBy; always?: boolean | undefined },
      options?: ActOptions,
    ): Promise<Asked> {
      const participant = await participants.find(caller, participantId, 'take-part');
      const { programId, personId, siteId, role, journeys } = participant;
      const { definition } = await programInUse(database, programId);
      const id = input.survey ?? definition.matching.survey;
      const survey = definition.surveys.find((one) => one.id === id);
      if (!survey) throw new Refused('UnknownSurvey', `${programId} has no survey "${id}".`);
      const questions = askedOf(survey.questions, role);
      const [first] = questions;
      if (!first) throw new Refused('NothingToAsk', `Nothing in "${id}" is asked of a ${role}.`);
      if (input.by === 'text') await checkByText(personId);
      const at = await businessNow(tools);
      const askId = options?.key ? idFromKey('ask', caller.actor, options.key) : newId();
      const intentKey = `${PREFIX}${askId}/asked` as OccurrenceKey;
      const wait = await database.$transaction(async (tx) => {
        if (input.always !== undefined)
          await tx.participant.update({
            where: { id: participant.id },
            data: { answersBy: input.always && input.by === 'text' ? 'text' : null },
          });
        const open = await tx.wait.findFirst({
          where: {
            personId,
            programId,
            kind: 'survey',
            closedAt: null,
            details: { path: ['survey'], equals: id },
          },
          orderBy: { since: 'desc' },
        });
        const key = open?.key ?? `${PREFIX}${askId}`;
        const place = { programId, siteId, journeyId: journeys[0]?.id ?? null };
        const draft = await tx.surveyDraft.findUnique({ where: { waitKey: key } });
        const current = questions.find((question) => question.id === draft?.question) ?? first;
        if (input.by === 'text')
          await tx.surveyDraft.upsert({
            where: { waitKey: key },
            create: {
              id: `draft-${key}`,
              participantId: participant.id,
              survey: id,
              waitKey: key,
              answers: {},
              skipped: [],
              question: current.id,
              status: 'open',
              startedAt: at,
              updatedAt: at,
            },
            update: { status: 'open', askedAgain: false, question: current.id, updatedAt: at },
          });
        const refs = { survey: id, wait: key };
        const byText = {
          template: current.id === first.id ? 'survey-started' : 'survey-question',
          refs: {
            ...refs,
            question: current.id,
            number: questions.indexOf(current) + 1,
            of: questions.length,
            role,
          },
          channels: ['sms' as const],
        };
        await tx.$executeRaw(
          statement(
            openWaits([
              {
                ...place,
                key,
                kind: 'survey',
                owedBy: 'participant',
                personId: as(personId),
                subjectPersonId: personId,
                workflowId: null,
                since: at,
                dueAt: plus(at, ANSWER_WITHIN),
                details: { survey: id },
              },
            ]),
            storeIntents([
              {
                ...place,
                key: intentKey,
                personId: as(personId),
                ...(input.by === 'text' ? byText : { template: 'survey-asked', refs }),
                urgency: 'reminder',
                waitKey: as(key),
                at,
                expiresAt: plus(at, WORTH_SENDING),
              },
            ]),
            appendEvents([
              {
                ...place,
                key: `${PREFIX}${askId}/event`,
                kind: 'survey-asked',
                personId,
                actor: caller.actor,
                data: { survey: id, by: input.by },
                at,
              },
            ]),
          ),
        );
        return key;
      });
      return { wait, state: await sendOut(programId, intentKey, options) };
    },

    /** Lets what was asked while Temporal was away go out. @returns how many */
    async sendPending(): Promise<number> {
      const before = plus(await businessNow(tools), -NOT_YET_MS);
      const pending = await database.messageIntent.findMany({
        where: {
          key: { startsWith: PREFIX },
          status: 'pending',
          at: { lte: before },
          // Those that were held back for the night are in the hands of their workflow.
          notBefore: null,
          deliveries: { none: {} },
        },
        take: AT_ONCE,
      });
      for (const { programId, key } of pending) await sendOut(programId, key);
      return pending.length;
    },
  };
}
