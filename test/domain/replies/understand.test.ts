import fc from 'fast-check';
import { understand, type Awaiting, type Effect, type ReplyContext } from '../../../domain/replies';
import { normalise } from '../../../domain/replies/normalise';
import { contains, type Phrase } from '../../../domain/replies/phrasebook';
import { AFFIRM, FINE } from '../../../domain/replies/wording/fine';
import { NOT_BEFORE_WISH, WISH } from '../../../domain/replies/wording/polite';
import { NUMBER } from '../../../domain/replies/wording/extend';
import { DONE, HOME, ON_THE_WAY } from '../../../domain/replies/wording/gone';

const AWAITING: Awaiting[] = [
  'end-of-shift',
  'start-of-shift',
  'in-shift',
  'retention',
  'meeting',
  'match-offer',
  'none',
];
const END: ReplyContext = { awaiting: 'end-of-shift', language: 'en', onShift: true };
const read = (text: string, ctx: Partial<ReplyContext> = {}): readonly Effect[] =>
  understand(text, { ...END, ...ctx }).effects;
const kinds = (text: string, ctx: Partial<ReplyContext> = {}) => read(text, ctx).map(({ kind }) => kind);

/** Any of the many thousand phrases that answer the end-of-shift check-in by themselves. */
const spoken = (phrase: Phrase) =>
  fc.tuple(...phrase.map((options) => fc.constantFrom(...options))).map((slots) => slots.flat().join(' '));
const clearing = fc
  .constantFrom(...[FINE, AFFIRM, HOME, DONE].flatMap((book) => book.phrases))
  .chain(spoken)
  .map((text) => text.replaceAll(NUMBER, '10'))
  .filter((text) => kinds(text).includes('clears'));
const NEGATIONS = [
  ...[
    'not',
    'no',
    'never',
    'nope',
    'nah',
    "don't",
    'dont',
    "isn't",
    "I'm not",
    'im not',
    'not really',
    'hardly',
    "can't say",
  ],
  ...[
    'pas',
    'non',
    'jamais',
    'ne',
    'chu pas',
    'je suis pas',
    'pas vraiment',
    'pas encore',
    'pu',
    'plus',
    'nan',
    '👎',
  ],
];
const negation = fc.constantFrom(...NEGATIONS);
const anyContext = fc.record({
  awaiting: fc.constantFrom(...AWAITING),
  language: fc.constantFrom('en' as const, 'fr' as const),
  onShift: fc.boolean(),
});

describe('only an unambiguous reply clears', () => {
  test('every phrase of the lists does, but for what reads as a wish without its accents', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...[FINE, AFFIRM, HOME, DONE].flatMap((book) => book.phrases)).chain(spoken),
        (text) => {
          fc.pre(!contains(normalise(text).words, WISH, NOT_BEFORE_WISH));
          expect(kinds(text.replaceAll(NUMBER, '10'))).toContain('clears');
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('a negation before or after any of them never clears', () => {
    fc.assert(
      fc.property(negation, clearing, fc.boolean(), anyContext, (no, yes, before, ctx) => {
        const text = before ? `${no} ${yes}` : `${yes} ${no}`;
        expect(kinds(text, ctx)).not.toContain('clears');
      }),
      { numRuns: 3000 },
    );
  });

  test('a question never clears', () => {
    const mark = fc.constantFrom('?', ' ?', '??', '？', '?!', '❓', ' ? 👍');
    fc.assert(
      fc.property(clearing, mark, anyContext, (yes, question, ctx) => {
        expect(kinds(yes + question, ctx)).not.toContain('clears');
      }),
      { numRuns: 2000 },
    );
  });

  test('what was announced, doubted or hoped for never clears', () => {
    const turn = fc.constantFrom(
      ...[
        'will be',
        "i'll be",
        'should be',
        'if',
        'hope',
        'maybe',
        'when',
        'until',
        'but',
        'almost',
        'soon',
        'in 10 min',
      ],
      ...[
        'si',
        'peut-être',
        'quand',
        'mais',
        'presque',
        'bientôt',
        'tantôt',
        'dans 10 min',
        'elle est',
        'he is',
        'sam is',
      ],
    );
    fc.assert(
      fc.property(turn, clearing, fc.boolean(), (word, yes, before) => {
        expect(kinds(before ? `${word} ${yes}` : `${yes} ${word}`)).not.toContain('clears');
      }),
      { numRuns: 3000 },
    );
  });

  test('spaces, case, full stops, lost accents and leaned-on keys change nothing', () => {
    const around = fc.constantFrom('', ' ', '\n', '...', '!', ' !!', '\u00a0', '\u200b', '.', '"', ' - ');
    const loud = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      (text) => text.toLowerCase(),
      (text) => text.normalize('NFD'),
      (text) => text.normalize('NFD').replace(/\p{M}/gu, ''),
      (text) => text.replaceAll(' ', '   '),
    );
    const phrase = fc.oneof(
      clearing,
      fc.constantFrom('Ça va très bien', 'rentrée', 'Je suis à la maison', 'I’m OK', "c'est fini"),
    );
    fc.assert(
      fc.property(phrase, around, around, loud, (text, before, after, change) => {
        expect(kinds(before + change(text) + after)).toContain('clears');
      }),
      { numRuns: 2000 },
    );
    expect(kinds('okkkkk')).toEqual(['clears']);
    expect(kinds('sooooo not ok')).toEqual(['not-ok']);
  });

  test('who is still on the way has not said that they are safe, unless they say so too', () => {
    const way = fc.constantFrom(...ON_THE_WAY.phrases).chain(spoken);
    const nod = fc.constantFrom('', 'ok ', 'k ', 'yes ', 'done, ', 'oui ', 'thanks, ');
    fc.assert(
      fc.property(way, nod, (text, before) => {
        expect(kinds(before + text)).toEqual(['human']);
        expect(kinds(`${text}, I'm safe`)).toEqual(['clears']);
      }),
      { numRuns: 1000 },
    );
  });

  test('one word that nobody knows sends it to a human', () => {
    const unknown = fc
      .stringMatching(/^[bcdfghjklmnpqrstvwxz]{5,9}$/)
      .filter((word) => !/(.)\1\1/.test(word));
    fc.assert(
      fc.property(clearing, unknown, (yes, word) => {
        expect(read(`${yes} ${word}`)).toEqual([{ kind: 'human', reason: 'not-understood' }]);
      }),
    );
  });

  test('an address to somebody known is no obstacle, a word about them is', () => {
    const names = ['Maria', 'Jean-Guy'];
    expect(kinds('all good here thanks Maria', { names })).toEqual(['clears']);
    expect(kinds('all good here thanks Maria')).toEqual(['human']);
    expect(kinds('Maria is ok', { names })).toEqual(['human']);
    expect(kinds('home safe - Maria', { names })).toEqual(['clears']);
    expect(kinds('home with Maria', { names })).toEqual(['human']);
    expect(kinds('ok but not Maria', { names })).toEqual(['human']);
  });

  test.each(['hoem safe', 'homee', '0k', 'A.O.K.', 'goin to bed', 'home w my kids', 'im gud'])(
    'fingers in a hurry are understood: "%s"',
    (text) => expect(kinds(text)).toEqual(['clears']),
  );

  test.each(['home please', 'get home safe', 'rentre bien', "that's fine", 'tout est fini', 'good one'])(
    'what says nothing of whoever writes is for a human: "%s"',
    (text) => expect(kinds(text)).toEqual(['human']),
  );

  test.each(['je suis rentre bien', 'chui rentre bien merci', 'Je suis rentré bien.'])(
    'what looks like a wish and is said of oneself clears: "%s"',
    (text) => expect(kinds(text)).toEqual(['clears']),
  );

  test('a question that is only manners is no obstacle to how somebody is doing, any other is', () => {
    const retention = { awaiting: 'retention', onShift: false } as const;
    for (const text of ['good, and you?', 'ça va bien et toi?', 'pretty good hbu', 'fine thank you'])
      expect(kinds(text, retention)).toEqual(['clears']);
    for (const text of ['good? and you', 'how are you?', 'you ok?', 'good, when is my appointment?'])
      expect(kinds(text, retention)).toEqual(['human']);
    expect(kinds('good, and you?')).toEqual(['human']);
  });
});

describe('a call for help', () => {
  test.each([
    'ok but need help',
    'all good. SOS',
    'stop, help me',
    'home 🆘',
    'À l’aide!!!',
    'AIDEZ-MOI svp',
    'not ok need help',
    'can someone help me?',
    'h e l p',
    's.o.s.',
    'hes here help',
    'HELP 😭',
    'k but need narcan',
  ])('is heard in "%s", and nothing is cleared', (text) => {
    for (const awaiting of AWAITING) {
      expect(kinds(text, { awaiting })).toContain('help');
      expect(kinds(text, { awaiting })).not.toContain('clears');
    }
  });

  test('is heard with any all-clear around it', () => {
    const call = fc.constantFrom(
      'need help',
      'help me',
      'sos',
      'au secours',
      "j'ai besoin d'aide",
      'aidez moi',
      '911',
    );
    fc.assert(
      fc.property(clearing, call, fc.boolean(), anyContext, (yes, help, before, ctx) => {
        const found = kinds(before ? `${help} ${yes}` : `${yes} ${help}`, ctx);
        expect(found).toContain('help');
        expect(found).not.toContain('clears');
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    "I don't need help",
    'no help needed, all good',
    "pas besoin d'aide",
    'not an emergency',
    'pas urgent',
    'glad I could help',
    'thanks for the help',
  ])('is not heard in "%s", but a human reads it', (text) => expect(kinds(text)).toEqual(['human']));
});

describe('carrier keywords', () => {
  test.each(['STOP', 'Stopall', ' unsubscribe ', 'CANCEL', 'quit.', 'REVOKE', 'OPTOUT', 'ARRET', 'Arrêt'])(
    '%s opts out, whatever is awaited',
    (text) => {
      for (const awaiting of AWAITING) expect(read(text, { awaiting })).toEqual([{ kind: 'stop' }]);
    },
  );

  test('END at the end of a shift is the check-in and the opt-out; elsewhere only the opt-out', () => {
    expect(kinds('END')).toEqual(['stop', 'clears']);
    for (const awaiting of AWAITING.slice(1)) expect(kinds('End.', { awaiting })).toEqual(['stop']);
  });

  test('YES opts in, and is the answer where a yes is one', () => {
    expect(kinds('Yes')).toEqual(['start', 'clears']);
    expect(kinds('YES', { awaiting: 'match-offer' })).toEqual(['start', 'accept']);
    expect(kinds('yes', { awaiting: 'meeting' })).toEqual(['start', 'attended']);
    expect(kinds('yes', { awaiting: 'none', onShift: false })).toEqual(['start']);
    expect(kinds('UNSTOP')).toEqual(['start']);
  });

  test('START at the start of a shift is the check-in too', () => {
    expect(kinds('Start', { awaiting: 'start-of-shift' })).toEqual(['start', 'clears']);
    expect(kinds('START', { awaiting: 'end-of-shift' })).toEqual(['start']);
  });

  test('HELP calls for help, INFO goes to a human', () => {
    expect(kinds('help')).toEqual(['help']);
    expect(kinds('INFO')).toEqual(['human']);
  });
});

describe('opting out in one’s own words', () => {
  test('is honoured together with the all-clear beside it', () => {
    expect(kinds('home safe, please stop texting me')).toEqual(['stop', 'clears']);
    expect(kinds('arrêtez svp')).toEqual(['stop']);
  });

  test.each(['ok leave me alone', 'ok laisse moi tranquille', 'yes stop texting me', 'k STOP 🛑'])(
    'the nod before it answers nothing: "%s"',
    (text) => expect(kinds(text)).toEqual(['stop']),
  );

  test.each(["ne m'écrivez plus", 'mecrivez plus', 'm’envoyez plus rien', 'm envoyez plus rien'])(
    'is heard however the apostrophe is typed: "%s"',
    (text) => expect(kinds(text, { awaiting: 'none', onShift: false })).toEqual(['stop']),
  );

  test.each([
    'dont stop texting me',
    "I'll be at the bus stop",
    "à l'arrêt d'autobus",
    'arrête pas de m’écrire',
  ])('"%s" is no opt-out', (text) => expect(kinds(text)).not.toContain('stop'));
});

describe('more time', () => {
  test.each([
    ['30 more', 30],
    ['Encore 30 min', 30],
    ['+45', 45],
    ['ok need 2 more hours', 120],
    ['encore une demi-heure', 30],
    ["j'ai besoin d'une autre heure", 60],
    ['half an hour more', 30],
    ['an hour and a half more', 90],
    ['1.5 hours more', 90],
    ['encore 1h30', 90],
    ["un quart d'heure de plus", 15],
    ['forty five more minutes', 45],
    ['pas fini, encore trois quarts d’heure', 45],
  ])('"%s" extends by %i minutes and clears nothing', (text, minutes) => {
    expect(read(text)).toEqual([{ kind: 'extend', minutes }]);
  });

  test.each([
    '2 more',
    '999 more',
    '10 more hours',
    '-30 more hours no',
    '30 more?',
    'not 30 more',
    'home, 30 more',
  ])('"%s" is for a human', (text) => expect(kinds(text)).toEqual(['human']));

  test('is only asked for on shift', () => {
    expect(kinds('30 more', { awaiting: 'retention', onShift: false })).toEqual(['human']);
    expect(kinds('30 more', { awaiting: 'none', onShift: true })).toEqual(['extend']);
  });
});

describe('the duress phrase', () => {
  const duressPhrase = 'Say hi to Mia';

  test('looks like an all-clear and says so silently', () => {
    const expected = { effects: [{ kind: 'clears' }], duress: true };
    expect(understand('say hi to mia', { ...END, duressPhrase })).toEqual(expected);
    expect(understand('ok home. SAY  HI TO MIA!', { ...END, duressPhrase })).toEqual(expected);
    expect(understand('sayhitomia', { ...END, duressPhrase })).toEqual(expected);
    expect(understand('ok?? say hi to Mïa', { ...END, duressPhrase })).toEqual(expected);
  });

  test('is heard together with a call for help or an opt-out, which keep their effect', () => {
    expect(understand('need help say hi to mia', { ...END, duressPhrase })).toEqual({
      effects: [{ kind: 'help' }],
      duress: true,
    });
  });

  test('is heard even where more was typed onto it, since a false alarm is the smaller harm', () => {
    expect(understand('say hi to Miaaa', { ...END, duressPhrase }).duress).toBe(true);
  });

  test('is not heard in other words, nor when none was agreed', () => {
    expect(understand('say hi to her', { ...END, duressPhrase }).duress).toBe(false);
    expect(understand('ok', { ...END, duressPhrase: '' }).duress).toBe(false);
    expect(understand('ok', END).duress).toBe(false);
  });
});

/** Milliseconds. The first time counts the compiler's work as well, and any may count a garbage collection. */
function cheapest(text: string): number {
  const times = [1, 2, 3].map(() => {
    const began = process.cpuUsage();
    understand(text, END);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe('whatever arrives', () => {
  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), anyContext, (text, ctx) => {
        expect(Array.isArray(understand(text, { ...ctx, duressPhrase: text.slice(3, 9) }).effects)).toBe(
          true,
        );
      }),
      { numRuns: 2000 },
    );
    for (const text of ['', ' ', '\ud800', '\0', '<warm>', '<sign>', '__proto__', 'constructor']) {
      expect(kinds(text)).toEqual(['human']);
    }
  });

  test.each(['a', 'ok ', '?', '\ufdfa', '+', 'a\u0301', 'help me ', '<', '👍', "'", '1', 'k 4'])(
    'a megabyte of "%s" is read in time that grows with its length alone',
    (unit) => {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      // Ten times as much costs about ten times as much, on whatever machine. What grows with the square costs a hundred.
      const tenth = Math.max(cheapest(text.slice(0, 100_000)), 5);
      expect(cheapest(text)).toBeLessThan(30 * tenth);
      const { effects } = understand(text, END);
      expect(effects.map(({ kind }) => kind)).not.toContain('clears');
    },
  );

  test('a courtesy while nothing is awaited needs nobody', () => {
    expect(kinds('thanks!', { awaiting: 'none', onShift: false })).toEqual([]);
    expect(kinds('done, heading home', { awaiting: 'none', onShift: true })).toEqual(['human']);
  });
});

test.each([
  'speak with another professional',
  'parler à quelqu’un d’autre',
  'I want to talk to someone else please',
  'can i chat with a different worker',
  'j’aimerais parler à une autre intervenante',
])('a wish for another professional goes to a human of another kind: %s', (text) => {
  for (const awaiting of ['none', 'retention', 'end-of-shift'] as const)
    expect(
      understand(text, { awaiting, language: 'en', onShift: awaiting === 'end-of-shift' }).effects,
    ).toEqual([{ kind: 'human', reason: 'another' }]);
});

describe('what is asked beside safety', () => {
  test.each([
    ['retention', 'not now', 'not-now'],
    ['retention', 'pas maintenant', 'not-now'],
    ['retention', 'please stop asking', 'stop-asking'],
    ['mentor-role', 'yes', 'start,accept'],
    ['mentor-role', 'I accept', 'accept'],
    ['mentor-role', 'no thanks', 'decline'],
    ['mentor-role', 'maybe the second one', 'human'],
    ['shift-offer', 'I accept', 'accept'],
    ['shift-offer', 'no thanks', 'decline'],
    ['shift-offer', 'which site is it', 'human'],
    ['match-offer', 'sounds like a match', 'human'],
    ['meeting', 'we might', 'human'],
  ] as const)('%s: "%s" is %s', (awaiting, text, meant) => {
    expect(kinds(text, { awaiting, onShift: false }).join()).toBe(meant);
  });

  test('somebody on shift who is offered another one may mean the one they are on', () => {
    expect(kinds('30 more minutes', { awaiting: 'shift-offer' })).toEqual(['extend']);
    expect(kinds('30 more minutes', { awaiting: 'shift-offer', onShift: false })).toEqual(['human']);
    expect(kinds('30 more minutes', { awaiting: 'none' })).toEqual(['extend']);
  });

  test('a text that was cut off is read by a human: the end of it may change what the rest means', () => {
    expect(read(`ok${' '.repeat(17_000)}`)).toEqual([{ kind: 'human', reason: 'too-long' }]);
  });
});
