import { z } from 'zod';
import { as, type Duration } from '../domain/ids';
import { TRANSITION_KINDS, TRANSITION_OWERS } from '../domain/policy';
import type { Fields } from './fields';
import { DEFAULT_PLANS, OUT, type TransitionPlan } from './transitionPlans';

/**
 * Critical transitions: a kind alone (`housing-change`) means the plan of {@link DEFAULT_PLANS}; where a definition says
 * more, what it leaves out is filled in from there. Its own list of contacts stands instead of that plan's, not beside it.
 */
export function transitions(f: Fields) {
  const contact = f.object({
    id: f.id(),
    title: f.text(),
    what: f.choice(['contact', 'hand-over', 'release']).default('contact'),
    at: f.offset(),
    owedBy: f.choice(TRANSITION_OWERS).default('staff'),
    lateAfter: f.duration().default(as<Duration>('P1D')),
  });
  const plan = f.object({
    kind: f.choice(TRANSITION_KINDS),
    inside: f.flag().optional(),
    contacts: f.list(contact, 1).optional(),
    contactTime: f.time().optional(),
    askForDateEvery: f.days().optional(),
    checkIns: f
      .object({ every: f.days(), before: f.days().optional(), after: f.days().optional() })
      .optional(),
  });
  const filled = plan.transform(({ kind, inside, contacts, contactTime, askForDateEvery, checkIns }) => {
    const usual = DEFAULT_PLANS[kind];
    const isInside = inside ?? usual.inside;
    const planned = contacts ?? usual.contacts;
    const saysOut = planned.some(({ what }) => what === 'release');
    const whole: TransitionPlan = {
      kind,
      inside: isInside,
      contactTime: contactTime ?? usual.contactTime,
      askForDateEvery: askForDateEvery ?? usual.askForDateEvery,
      checkIns: {
        every: checkIns?.every ?? usual.checkIns.every,
        before: checkIns?.before ?? usual.checkIns.before,
        after: checkIns?.after ?? usual.checkIns.after,
      },
      contacts: isInside && !saysOut ? [...planned, OUT] : planned,
    };
    return whole;
  });
  const short = z.preprocess(
    (value) => (typeof value === 'string' ? { kind: value } : value),
    filled,
  ) as unknown as z.ZodType<TransitionPlan>;
  return f.list(short).default(TRANSITION_KINDS.map((kind) => DEFAULT_PLANS[kind]));
}
