import { PEER_WORDS } from '../../domain/policy';
import type { Caller } from '../../office/access';
import type { Parts } from '../parts';
import type { Done } from './act';
import { answersOf, missingOf } from './answers';
import type { ScreeningAwaited } from './screeningAwaited';

/** Carries out what somebody pressed about a step. @throws what the office throws */
export async function screeningAct(
  parts: Parts,
  caller: Caller,
  participantId: string | undefined,
  one: ScreeningAwaited,
  form: Record<string, string | string[] | undefined>,
): Promise<Done> {
  const { screening, peerWords } = parts.office;
  const field = (name: string): string => [form[name] ?? ''].flat()[0] ?? '';
  const key = `link/${one.key}`;
  if (one.what === 'peer-word') {
    const word = PEER_WORDS.find((each) => each === field('act'));
    if (!word || !caller.personId) return { unknown: true };
    const { journeyId, step } = one;
    const words = field('words');
    await peerWords.give(caller, { journeyId, step, peer: caller.personId, word, words }, { key });
    return { said: 'answered' };
  }
  if (!participantId) return { unknown: true };
  switch (one.what) {
    case 'agreement':
      if (field('act') !== 'agree') return { unknown: true };
      await screening.sendIn(caller, participantId, { step: one.step, accepts: field('version') }, { key });
      return { said: 'answered' };
    case 'step-form': {
      const values = answersOf(one.survey, one.role, form);
      const missing = missingOf(one.survey, one.role, values);
      if (missing.length > 0) return { missing, values };
      await screening.sendIn(caller, participantId, { step: one.step, answers: values }, { key });
      return { said: 'survey' };
    }
    case 'step':
      if (field('act') !== 'send-in') return { unknown: true };
      await screening.sendIn(caller, participantId, { step: one.step, words: field('words') }, { key });
      return { said: 'answered' };
  }
}
