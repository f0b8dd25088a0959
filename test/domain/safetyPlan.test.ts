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

describe('the bounds of what a plan says', () => {
  const words = (n: number) => ({ when: 'words', words: 'x'.repeat(n) }) as const;
  test('an hour is fine, no time at all and a day are not', () => {
    const after = (minutes: number) => planProblems(plan({ police: { when: 'after', minutes } }));
    expect(after(1)).toEqual([]);
    expect(after(0)).toEqual([expect.stringContaining('after how many minutes police')]);
    expect(after(100_000)).toHaveLength(1);
  });

  test('words are needed where words were agreed, and not too many', () => {
    expect(planProblems(plan({ police: words(20) }))).toEqual([]);
    expect(planProblems(plan({ police: { when: 'words', words: ' ' } }))).toEqual([
      expect.stringContaining('Write down what was agreed about police'),
    ]);
    expect(planProblems(plan({ ambulance: words(10_000) }))).toHaveLength(1);
    expect(planProblems(plan({ notes: 'x'.repeat(100_000) }))).toHaveLength(1);
  });

  test('whoever is to be asked first must be named', () => {
    const rule = { when: 'ask-contact-first' } as const;
    expect(planProblems(plan({ police: rule }))).toEqual([]);
    expect(planProblems(plan({ police: rule, contacts: [] }))).toHaveLength(1);
  });

  test('in an alarm a rule is a few words in the reader’s language, or nothing', () => {
    expect(ruleInBrief({ when: 'never' }, 'en')).toBe('no');
    expect(ruleInBrief({ when: 'never' }, 'fr')).toBe('non');
    expect(ruleInBrief({ when: 'ask-contact-first' }, 'en')).toBe('ask first');
    expect(ruleInBrief({ when: 'ask-contact-first' }, 'fr')).toBe("demander d'abord");
    expect(ruleInBrief({ when: 'after', minutes: 10 }, 'fr')).toBe('10 min');
    expect(ruleInBrief(words(12), 'en')).toBe('x'.repeat(12));
    expect(ruleInBrief(words(13), 'en')).toBeUndefined();
  });

  test('a plan is old after a year, not before', () => {
    const now = new Date('2027-03-02T12:00:00Z');
    expect(planFlag(null, now)).toBe('missing');
    expect(planFlag(new Date('2027-03-01T12:00:00Z'), now)).toBeUndefined();
    expect(planFlag(new Date('2025-03-01T12:00:00Z'), now)).toBe('old');
  });
});
