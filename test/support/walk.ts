import { DAY, HOUR, between, plus } from '../../domain/duration';
import { instant } from '../../domain/ids';
import type { Wait } from '../../prisma/generated/client';
import { COORDINATOR, themself, type Participant, type Story } from './story';

/** Answers to the survey that finds a match; everybody who gives them fits everybody else who does. */
const ANSWERS = {
  goals: ['housing', 'routine'],
  skills: ['listening', 'paperwork'],
  interests: ['music', 'nature'],
  languages: ['en'],
  availability: ['weekday-evening'],
};

/**
 * Lets days pass in which everybody does what is waited for from them: staff at their desk, the others by answering the
 * text or the mail that asked. Nobody answers what they were not asked.
 * @param until what the walk is to reach
 * @throws Error when it is not reached within so many days
 */
export async function walk(
  story: Story,
  people: readonly Participant[],
  until: () => Promise<boolean>,
  days = 200,
): Promise<void> {
  const { world } = story;
  const began = await world.now();
  const done = new Set<string>();
  while (!(await until())) {
    if (between(began, await world.now()) > days * DAY) {
      const open = await story.database.wait.findMany({ where: { closedAt: null } });
      throw new Error(`not reached in ${days} days; open: ${open.map(({ key }) => key).join(', ')}`);
    }
    const waits = await story.database.wait.findMany({
      where: { closedAt: null },
      orderBy: [{ since: 'asc' }, { key: 'asc' }],
    });
    let acted = false;
    for (const wait of waits) {
      const name = `${wait.key} ${wait.since.toISOString()}`;
      if (done.has(name) || plus(instant(wait.since), HOUR) > (await world.now())) continue;
      const open = await story.database.wait.findUnique({ where: { key: wait.key } });
      if (open?.closedAt !== null || !(await answer(story, people, wait))) continue;
      done.add(name);
      await world.settled();
      acted = true;
      if (await until()) return;
    }
    // Nobody has done anything since the world came to rest.
    if (!acted) await world.pass(6 * HOUR, { atRest: true });
  }
}

/** @returns false when there is nothing to do about it yet */
async function answer(story: Story, people: readonly Participant[], wait: Wait): Promise<boolean> {
  const { office } = story;
  const about = people.find(({ personId }) => personId === (wait.subjectPersonId ?? wait.personId));
  const owes = people.find(({ personId }) => personId === wait.personId);
  const details = (wait.details ?? {}) as Record<string, string>;
  switch (wait.kind) {
    case 'screening-step':
      if (about) await story.advance(about, details['step'] ?? '');
      return true;
    case 'survey':
      if (owes)
        await office.surveys.submit(
          themself(owes),
          owes.participantId,
          { survey: story.program.matching.survey, answers: answersTo(story) },
          { key: wait.key },
        );
      return true;
    case 'match':
      return match(story);
    case 'match-offer':
      return owes ? writeBack(story, owes, wait, 'ok') : true;
    case 'meeting-outcome':
      return owes ? writeBack(story, owes, wait, 'met') : true;
    case 'retention-check-in':
      return owes ? writeBack(story, owes, wait, 'ok') : true;
    case 'achievement-review':
      if (about)
        await office.journeys.decideAchievement(COORDINATOR, about.participantId, {
          outcome: 'become-mentor',
        });
      return true;
    case 'transition-consent':
      if (owes)
        await office.journeys.consentToTransition(
          themself(owes),
          owes.participantId,
          { consents: true },
          { key: wait.key },
        );
      return true;
    case 'training':
      if (about)
        await office.journeys.completeTraining(COORDINATOR, about.participantId, {
          module: details['module'] ?? '',
        });
      return true;
    default:
      return true;
  }
}

/** Those of the answers that the program offers; where it offers none of them, its first. */
function answersTo({ program }: Story): Record<string, string[]> {
  const survey = program.surveys.find(({ id }) => id === program.matching.survey);
  return Object.fromEntries(
    (survey?.questions ?? []).flatMap(({ id, options }) => {
      const wanted = ANSWERS[id as keyof typeof ANSWERS];
      if (!wanted || options.length === 0) return wanted ? [[id, wanted]] : [];
      const offered = options.map((option) => option.id);
      const known = wanted.filter((one) => offered.includes(one));
      return [[id, known.length > 0 ? known : offered.slice(0, 1)]];
    }),
  );
}

/** A round over everybody who waits; staff approve what it proposes. @returns whether it proposed anything */
async function match(story: Story): Promise<boolean> {
  const { office, program, world } = story;
  const { round } = await office.matching.round(COORDINATOR, program.id);
  const { proposed } = await office.matching.result(COORDINATOR, program.id, round);
  for (const mentorshipId of proposed) await office.matching.decide(COORDINATOR, mentorshipId, 'approve');
  await world.settled();
  return proposed.length > 0;
}

/** @returns false while they have not been asked: in the night, reminders wait */
async function writeBack(story: Story, who: Participant, wait: Wait, words: string): Promise<boolean> {
  const asked = await story.database.delivery.findFirst({
    where: { intent: { waitKey: wait.key, personId: who.personId }, status: { in: ['sent', 'delivered'] } },
    orderBy: { at: 'desc' },
  });
  if (!asked) return false;
  if (asked.channel === 'sms') {
    await story.texts(who, words);
    return true;
  }
  const bare = (id: string): string => id.replace(/^<|>$/g, '');
  const mail = story.mailbox(who).find(({ messageId }) => bare(messageId) === bare(asked.carrierId ?? ''));
  if (!mail) throw new Error(`${asked.intentKey} is stored as sent to ${who.name}, and is in no mailbox`);
  await story.world.mailbox.answer(mail, words);
  return true;
}

/** Whether somebody's path is at a stage. */
export async function isAt(story: Story, who: Participant, stage: string): Promise<boolean> {
  const journey = await story.database.journey.findUniqueOrThrow({ where: { id: who.journeyId } });
  return journey.stage === stage;
}
