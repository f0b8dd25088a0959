import { planFlag, planProblems, ruleInBrief, type PlanTerms } from '../../domain/safetyPlan';

const plan = (changes: Partial<PlanTerms> = {}): PlanTerms => ({
  contacts: [{ name: 'Maya', relation: 'sister', phone: '+15195550144', note: '' }],
  police: { when: 'never' },
  ambulance: { when: 'after', minutes: 10 },
  notes: '',
  ...changes,
});
const maya = plan().contacts[0] as PlanTerms['contacts'][number];

describe('a safety plan', () => {
  test('may have nobody to call, and may say no to everything', () => {
    expect(planProblems(plan({ contacts: [], ambulance: { when: 'never' } }))).toEqual([]);
  });

  test.each([
    ['a contact without a name', { contacts: [{ ...maya, name: ' ' }] }, /Contact 1 needs a name/],
    ['the same number twice', { contacts: [maya, { ...maya, name: 'Mo' }] }, /twice/],
    [
      'seven contacts',
      { contacts: Array.from({ length: 7 }, (_, i) => ({ ...maya, phone: `+1519555014${i}` })) },
      /6 contacts at most/,
    ],
    ['no minutes', { police: { when: 'after', minutes: 0 } }, /after how many minutes police/],
    ['words without words', { ambulance: { when: 'words', words: ' ' } }, /agreed about an ambulance/],
    ['nobody to ask first', { contacts: [], police: { when: 'ask-contact-first' } }, /names none/],
  ] as const)('with %s is sent back', (_, wrong, why) => {
    expect(planProblems(plan(wrong as Partial<PlanTerms>)).join(' ')).toMatch(why);
  });

  test('is missing, holds for a year, and is old after it', () => {
    const now = new Date('2026-03-02T15:00:00Z');
    expect(planFlag(null, now)).toBe('missing');
    expect(planFlag(new Date('2025-03-03T15:00:00Z'), now)).toBeUndefined();
    expect(planFlag(new Date('2025-03-01T15:00:00Z'), now)).toBe('old');
  });

  test('says its rules in a few words, or not at all', () => {
    expect(ruleInBrief({ when: 'ask-contact-first' }, 'en')).toBe('ask first');
    expect(ruleInBrief({ when: 'after', minutes: 20 }, 'fr')).toBe('20 min');
    expect(
      ruleInBrief({ when: 'words', words: 'only if my sister cannot be reached' }, 'en'),
    ).toBeUndefined();
  });
});
