import { lintWording, speak } from '../../../domain/messages';
import { KEYS, SPOKEN } from '../../../domain/messages/catalogue/spoken';
import { previews } from '../../../domain/messages/preview';
import { basicSample, sample } from '../../../domain/messages/samples';
import { LANGUAGES } from '../../../domain/messages/templates';
import { callScript } from '../../../activities/messaging/callScript';

type Template = keyof typeof SPOKEN;
const each = (Object.keys(SPOKEN) as Template[]).flatMap((template) =>
  LANGUAGES.map((language) => ({ template, language })),
);

describe.each(each)('the call about $template in $language', ({ template, language }) => {
  test('asks for no keyword, names only what it is told, and in basic nothing that can be overheard', () => {
    const { full, basic } = SPOKEN[template][language];
    expect(lintWording(template, full, 'full')).toEqual([]);
    expect(lintWording(template, basic, 'basic')).toEqual([]);
    const said = speak(template, {
      language,
      detail: 'basic',
      params: basicSample(template, language),
    });
    expect(said).not.toMatch(/KWMUNITY|King|Samantha T|\bquart\b|\bshift\b|program/i);
  });

  test('is sayable with and without what is optional: no links, no codes, no signs', () => {
    for (const detail of ['full', 'basic'] as const)
      for (const extent of ['all', 'required'] as const) {
        const params = sample(template, extent, language) as never;
        const said = speak(template, { language, detail, params });
        expect(said).not.toMatch(/[{}[\]<>+#]|undefined|https?:| {2}| [.,]|\.\.|K42/);
        expect(said).toContain(KEYS[SPOKEN[template][language].keys][language]);
      }
  });

  test('fits with its repetition into what the carrier takes along with a call', () => {
    const params = sample(template, 'all', language) as never;
    const words = speak(template, { language, detail: 'full', params });
    const keysTo = `https://peers.example.org/carrier/twilio/voice?t=${'a'.repeat(32)}`;
    expect(callScript(words, language, keysTo).length).toBeLessThan(4_000);
  });
});

test('somebody woken by a call hears who, where, since when, what to do and how to answer', () => {
  const params = sample('escalation-raised');
  expect(speak('escalation-raised', { language: 'en', detail: 'full', params })).toBe(
    'Samantha, this is an urgent call from KWMUNITY: no end-of-shift check-in from Marianne T., Drop-in on King Street, since 17:00. Call them at 5 1 9, 5 5 5, 0 1 2 3 now. Press 1 to take it on. Press 2 to hear this again.',
  );
});

test('numbers are said by their digits, and what is no number as it is written', () => {
  const heard = (peerPhone: string) =>
    speak('escalation-raised', {
      language: 'en',
      detail: 'full',
      params: { ...sample('escalation-raised'), peerPhone },
    });
  expect(heard('+33612345678')).toContain('3 3 6 1 2 3 4 5 6 7 8');
  expect(heard('the front desk')).toContain('Call them at the front desk now.');
});

test('a silent alarm tells staff not to let on', () => {
  const params = { ...sample('help-alarm'), reason: 'duress' as const };
  const said = speak('help-alarm', { language: 'en', detail: 'full', params });
  expect(said).toMatch(/a silent alarm.*Do not call or text them/);
  expect(said).not.toContain('5 1 9');
});

test('a silent alarm that nobody takes does not say where to call the person', () => {
  for (const language of LANGUAGES)
    for (const detail of ['full', 'basic'] as const) {
      const said = (reason: 'duress' | 'other') =>
        speak('escalation-unresolved', {
          language,
          detail,
          params: { ...sample('escalation-unresolved', 'all', language), reason },
        });
      expect(said('duress')).toMatch(/Do not call or text them|Il ne faut ni appeler ni texter/);
      expect(said('duress')).not.toMatch(/5 1 9|Call them|Appelez la personne/);
      expect(said('other')).toMatch(/(Call them at|Appelez la personne au) 5 1 9/);
    }
});

test('a call is said twice, in the language, waits for one key, and says goodbye', () => {
  const xml = callScript('Hello & bonjour', 'fr', 'https://x.example/keys?t=1');
  expect(xml.match(/<Gather [^>]*numDigits="1"[^>]*>/g)).toHaveLength(2);
  expect(xml.match(/<Say language="fr-CA">Hello &amp; bonjour<\/Say>/g)).toHaveLength(2);
  expect(xml).toMatch(/<Say language="fr-CA">Aucune touche.*<\/Say><\/Response>$/);
});

test('a preview shows every call in full and basic, in the language that is asked for', () => {
  const french = previews({ language: 'fr', channel: 'voice' });
  const shown = new Set(french.map(({ template, detail }) => `${template} ${detail}`));
  expect(shown.size).toBe(2 * Object.keys(SPOKEN).length);
  for (const { language, text } of french)
    expect([language, text]).toEqual(['fr', expect.stringMatching(/\b1\b/)]);
  expect(previews({ channel: 'voice' })).toHaveLength(2 * french.length);
});

test('a preview of everything has each message as text and mail, with what the carrier charges for a text', () => {
  const all = previews({ language: 'en' });
  const texts = all.filter(({ channel }) => channel === 'sms');
  expect(texts.length).toBe(all.filter(({ channel }) => channel === 'email').length);
  for (const { segments, subject } of texts) expect([segments! > 0, subject]).toEqual([true, undefined]);
  for (const { channel, segments, subject } of all)
    if (channel === 'email') expect([segments, typeof subject]).toEqual([undefined, 'string']);
});
