import { CATALOGUE } from '../../../domain/messages/catalogue';
import { lintWording, render, smsCost } from '../../../domain/messages';
import { paramsOf } from '../../../domain/messages/fill';
import { LANGUAGES, TEMPLATE_IDS, TEMPLATES, type ParamKind } from '../../../domain/messages/templates';
import { understand, type Awaiting } from '../../../domain/replies';
import { previews } from '../../../domain/messages/preview';
import { sample } from '../../../domain/messages/samples';

const each = TEMPLATE_IDS.flatMap((template) => LANGUAGES.map((language) => ({ template, language })));
const DETAILS = ['full', 'basic'] as const;

describe.each(each)('$template in $language', ({ template, language }) => {
  const wording = CATALOGUE[template][language];

  test('asks for no answer that the carrier takes for itself, and names only what it is told', () => {
    for (const text of [wording.sms, wording.subject, wording.text ?? ''])
      expect(lintWording(template, text, 'full')).toEqual([]);
  });

  test('on a lock screen says nothing of program, health, place or surname', () => {
    expect(lintWording(template, wording.basic, 'basic')).toEqual([]);
    expect(wording.basic.replace(/\{\w+\}/g, '')).not.toMatch(
      /program|mentor|mentee|peer|pair|shift|quart|site|screening|health|sant[ée]|clinic|drug|drogue|naloxone|workshop|atelier|goal|recovery|match|jumelage/i,
    );
    const { sms, subject, text } = render(template, { language, detail: 'basic', params: sample(template) });
    for (const secret of [
      'KWMUNITY',
      'King Street',
      'Gaukel',
      'Naloxone',
      'Alexander',
      'T.',
      'Maria',
      'food',
    ])
      expect(`${sms} ${subject} ${text}`).not.toContain(secret);
  });

  test('is sayable with and without what is optional, and leaves no braces, brackets or gaps behind', () => {
    for (const detail of DETAILS) {
      for (const extent of ['all', 'required'] as const) {
        const rendered = render(template, { language, detail, params: sample(template, extent) });
        for (const text of [rendered.sms, rendered.subject, rendered.text]) {
          expect(text).not.toMatch(/[{}[\]<>]|undefined| {2}| [.,]|\.\.$|^\s|\s$/);
          expect(text.length).toBeGreaterThan(5);
          expect(text).not.toMatch(/8f3kq2\S/);
        }
      }
    }
  });

  test('tells in full all that it is told', () => {
    const kinds: Record<string, ParamKind> = TEMPLATES[template];
    const said = new Set([...paramsOf(wording.sms), ...paramsOf(wording.text ?? '')]);
    const elsewhere = template === 'welcome' || template === 'start-confirmed' ? ['senderName'] : [];
    expect(Object.keys(kinds).filter((param) => !said.has(param) && !elsewhere.includes(param))).toEqual([]);
  });

  test('costs two segments at most, in plain characters', () => {
    for (const detail of DETAILS) {
      const { sms } = render(template, { language, detail, params: sample(template) });
      expect({ sms, ...smsCost(sms) }).toMatchObject({ encoding: 'GSM-7' });
      expect(smsCost(sms).segments).toBeLessThanOrEqual(2);
    }
  });

  test('does not shame, and does not count abstinence', () => {
    const words = Object.values(wording).join(' ');
    expect(words).not.toMatch(
      /abstinen|sober|sobri|clean|relapse|rechute|addict|toxicoman|fail|[ée]chou|[ée]chec|violation|non-?compl|reject|rejet|you must|tu dois/i,
    );
  });
});

test('in French a date has its article, and staff are not spoken to like friends', () => {
  const all = previews({ language: 'fr' });
  const DATE =
    /(?:d'ici|jusqu'à|à partir de|avant) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \w+ (?!h\b)[a-zé]/;
  for (const { template, text, subject } of all) {
    expect(`${template}: ${text}`).not.toMatch(DATE);
    expect(text).not.toMatch(/\p{L}\.\.(?!\.)/u);
    // Whoever is addressed as "vous" is so in the subject as well.
    if (/\bvous\b|[éÉR]pondez|Appelez/.test(text))
      expect(`${template}: ${subject}`).not.toMatch(/ pour toi$/);
  }
});

test('the preview shows what a message says in each case, the silent alarm among them, and once what is the same', () => {
  const alarms = previews({ language: 'en', channel: 'sms' }).filter(
    ({ template }) => template === 'help-alarm',
  );
  expect(alarms.map(({ variant, detail }) => [variant, detail])).toEqual([
    ['help', 'full'],
    ['duress', 'full'],
    ['help', 'basic'],
    ['duress', 'basic'],
  ]);
  expect(alarms[1]?.text).toContain('do not call or text them');
  const basic = previews({ language: 'fr', channel: 'sms' }).filter(
    ({ template, detail }) => template === 'escalation-raised' && detail === 'basic',
  );
  expect(basic.map(({ variant }) => variant)).toEqual(['missed-end', 'silent-alarm']);
  for (const { text } of previews()) expect(text).not.toMatch(/\.\.\. Rép|\.\.\. Reply/);
});

test('a preview of a practice begins like the practice itself', () => {
  const practice = previews().filter(({ template }) => template.startsWith('drill-'));
  expect(practice.length).toBeGreaterThan(20);
  for (const { channel, text, subject } of practice) {
    expect(text).toMatch(/^(PRACTICE \/ EXERCICE: |This is only a practice\. |Ceci est un exercice\. )/);
    if (channel === 'email') expect(subject).toMatch(/^PRACTICE \/ EXERCICE: /);
  }
});

test('what each message costs as a text message', () => {
  const table = TEMPLATE_IDS.map((template) => {
    const costs = LANGUAGES.flatMap((language) =>
      DETAILS.map((detail) => {
        const { sms } = render(template, { language, detail, params: sample(template) });
        return `${language} ${detail} ${smsCost(sms).segments} (${sms.length})`;
      }),
    );
    return `${template.padEnd(32)} ${costs.join('  ')}`;
  });
  expect(table.join('\n')).toMatchSnapshot();
});

describe('what a message asks for is understood', () => {
  test.each<[Awaiting, string, string]>([
    ['end-of-shift', 'OK', 'clears'],
    ['end-of-shift', '30 MORE', 'extend'],
    ['end-of-shift', 'ENCORE 30', 'extend'],
    ['start-of-shift', 'OK', 'clears'],
    ['in-shift', 'OK', 'clears'],
    ['in-shift', 'SOS', 'help'],
    ['retention', 'OK', 'clears'],
    ['match-offer', 'OK', 'accept'],
    ['match-offer', 'NO', 'decline'],
    ['match-offer', 'NON', 'decline'],
    ['meeting', 'MET', 'attended'],
    ['meeting', 'MISSED', 'missed'],
    ['meeting', 'VU', 'attended'],
    ['meeting', 'PAS VU', 'missed'],
    ['none', 'K42', 'acknowledge'],
  ])('awaiting %s, "%s" %s', (awaiting, text, kind) => {
    const { effects } = understand(text, { awaiting, language: 'en', onShift: awaiting.endsWith('shift') });
    expect(effects.map((effect) => effect.kind)).toEqual([kind]);
  });

  test('the first text names who writes and how to opt out, even on a lock screen', () => {
    const params = sample('welcome');
    expect(render('welcome', { language: 'en', detail: 'full', params }).sms).toMatch(
      /KWMUNITY.*Reply STOP to opt out/,
    );
    expect(render('welcome', { language: 'fr', detail: 'full', params }).sms).toMatch(
      /KWMUNITY.*ARRET pour te désabonner/,
    );
    expect(render('welcome', { language: 'en', detail: 'basic', params }).sms).toMatch(
      /Your team.*Reply STOP to opt out/,
    );
  });

  test('both answers to a call for help name the local emergency number', () => {
    for (const language of LANGUAGES) {
      for (const detail of DETAILS) {
        for (const who of ['all-levels', 'on-call'] as const) {
          const params = { ...sample('help-received'), who, emergencyNumber: '112' };
          const { sms, text } = render('help-received', { language, detail, params });
          expect(sms).toContain('112');
          expect(text).toContain('112');
        }
      }
    }
  });

  test('whoever says that they are not OK hears both numbers, on a lock screen, too', () => {
    for (const language of LANGUAGES) {
      for (const detail of DETAILS) {
        const { sms, text } = render('not-ok-received', {
          language,
          detail,
          params: sample('not-ok-received'),
        });
        for (const said of [sms, text]) expect(said).toMatch(/911[\s\S]*988/);
      }
    }
  });

  test('on a lock screen no page says that an answer is missing where somebody did answer: "not OK"', () => {
    for (const language of LANGUAGES) {
      const params = { ...sample('escalation-raised'), reason: 'not-ok' as const };
      const { sms } = render('escalation-raised', { language, detail: 'basic', params });
      expect(sms).toMatch(/somebody may need you|quelqu'un pourrait avoir besoin de vous/);
    }
  });

  test('an "ok" that does not end an alarm is not said to end it', () => {
    const says = (template: 'escalation-says-ok' | 'escalation-peer-answered', language: 'en' | 'fr') =>
      render(template, { language, detail: 'full', params: sample(template) }).sms;
    expect(says('escalation-says-ok', 'en')).toContain('does not end the alarm');
    expect(says('escalation-says-ok', 'fr')).toContain("ne met pas fin à l'alarme");
    expect(says('escalation-peer-answered', 'en')).toContain('The alarm stops');
  });

  test('somebody woken at two reads who, where, since when, what to do and how to answer', () => {
    const params = sample('escalation-raised');
    expect(render('escalation-raised', { language: 'en', detail: 'full', params }).sms).toBe(
      'URGENT: no end-of-shift check-in from Marianne T., Drop-in on King Street, since 17:00. Call +15195550123 now. Plan: Maya +15195550144, police ask first, ambulance 10 min. Reply K42 to say you have it. https://peers.example.org/l/8f3kq2',
    );
  });

  test('a silent alarm tells staff not to let on; an open one tells them to call', () => {
    for (const detail of DETAILS) {
      const silent = render('help-alarm', {
        language: 'en',
        detail,
        params: { ...sample('help-alarm'), reason: 'duress' },
      });
      expect(silent.sms).toMatch(/^SILENT ALARM.*[Dd]o not call or text them/);
      const open = render('help-alarm', {
        language: 'en',
        detail,
        params: { ...sample('help-alarm'), reason: 'help' },
      });
      expect(open.sms).toMatch(/^ALARM.*Call \+15195550123 now/);
    }
  });

  test('a silent alarm that nobody takes asks nobody to call or text either', () => {
    for (const language of LANGUAGES)
      for (const detail of DETAILS) {
        const unresolved = (reason: 'duress' | 'other') => {
          const params = { ...sample('escalation-unresolved', 'all', language), reason };
          return render('escalation-unresolved', { language, detail, params });
        };
        const silent = unresolved('duress');
        for (const said of [silent.sms, silent.text]) {
          expect(said).toMatch(/[Dd]o not call or text them.*911|Ne pas appeler ni texter.*911/);
          expect(said).not.toMatch(/\+15195550123|Call now|Appelez\b/);
        }
        for (const said of [unresolved('other').sms, unresolved('other').text])
          expect(said).toMatch(/(Call|Appelez le) \+15195550123/);
      }
  });
});
