import { lintTemplate, lintWording, render, type OwnWordings } from '../../../domain/messages';
import type { TemplateParams } from '../../../domain/messages';
import { sample } from '../../../domain/messages/samples';

const full = { language: 'en', detail: 'full' } as const;

describe('a program’s own wordings', () => {
  const params = sample('shift-thanks');

  test('go before ours, in their language and detail only', () => {
    const overrides: OwnWordings = { 'shift-thanks': { en: { full: "Merci {name}, that's it for today!" } } };
    expect(render('shift-thanks', { ...full, params, overrides }).sms).toBe(
      "Merci Samantha, that's it for today!",
    );
    expect(render('shift-thanks', { ...full, params, overrides }).text).toBe(
      "Merci Samantha, that's it for today!",
    );
    expect(render('shift-thanks', { language: 'fr', detail: 'full', params, overrides }).sms).toMatch(
      /^Merci, Samantha/,
    );
    expect(render('shift-thanks', { language: 'en', detail: 'basic', params, overrides }).sms).toMatch(
      /^Thank you/,
    );
  });

  test('may give the mail its own subject and body', () => {
    const overrides: OwnWordings = {
      'shift-thanks': { en: { full: { subject: 'Home, {name}?', text: 'Rest well.' } } },
    };
    const { sms, subject, text } = render('shift-thanks', { ...full, params, overrides });
    expect(sms).toMatch(/^Thank you, Samantha/);
    expect(subject).toBe('Home, Samantha?');
    expect(text).toBe('Hi Samantha,\n\nRest well.\n\nKWMUNITY');
  });

  test.each(['Thanks {name', 'Thanks {nobody}', 'Thanks {name, plural}'])(
    'that make no sense ("%s") are passed over, and the message goes out in ours',
    (broken) => {
      const overrides: OwnWordings = {
        'shift-thanks': { en: { full: { sms: broken, subject: broken, text: broken } } },
      };
      const rendered = render('shift-thanks', { ...full, params, overrides });
      expect(rendered.sms).toBe('Thank you, Samantha, you are checked in. Take good care.');
      expect(rendered.subject).toBe('Thank you, Samantha');
      expect(rendered.text).toContain('you are checked in');
    },
  );

  test('naming what the message does not know are refused when they are written', () => {
    expect(lintWording('shift-thanks', 'Thanks {peer}', 'full')).toEqual([
      expect.stringContaining('no {peer}'),
    ]);
    expect(lintWording('shift-end', 'You are off from {site}', 'basic')).toEqual([
      expect.stringContaining('lock screen'),
    ]);
    expect(lintWording('shift-end', 'You are off from {site}', 'full')).toEqual([]);
    expect(lintWording('shift-end', 'Off! {link}', 'full')).toEqual([
      expect.stringContaining('square brackets'),
    ]);
    expect(lintWording('shift-end', 'Off![ {link}]', 'full')).toEqual([]);
    // What makes no sense is said before anything about what is in it.
    expect(lintWording('shift-end', 'Off! {nobody', 'full')).not.toContainEqual(
      expect.stringContaining('{nobody}'),
    );
  });
});

describe('what goes into a message', () => {
  test('stays in its place: no new lines, braces or brackets from a name take effect', () => {
    const params = { ...sample('goal-set'), name: "O'{goal}\r\nBcc: x [link]", goal: '{name} 100% <b>' };
    const { sms, subject } = render('goal-set', { ...full, params });
    expect(sms).toContain("Noted, O'{goal} Bcc: x [link], your goal: {name} 100% <b>.");
    expect(subject).not.toMatch(/\n/);
  });

  test('is shortened in a text message and whole in a mail; a link is never cut', () => {
    const goal = 'Find a place of my own near my sister, with room for the dog and a door that locks';
    const { sms, text } = render('goal-set', { ...full, params: { ...sample('goal-set'), goal } });
    expect(sms).toContain('Find a place of my own near my sister, with room for the...');
    expect(text).toContain(goal);
    const link = `https://peers.example.org/${'x'.repeat(80)}`;
    const linked = render('personal-link', { ...full, params: { ...sample('personal-link'), link } });
    expect(linked.sms).toContain(link);
  });

  test('in a mail to somebody who chose basic is not signed by the program', () => {
    const params = sample('shift-thanks');
    const written = (detail: 'full' | 'basic') => {
      const overrides: OwnWordings = { 'shift-thanks': { en: { [detail]: { text: 'Rest well.' } } } };
      return render('shift-thanks', { language: 'en', detail, params, overrides }).text;
    };
    expect(written('full')).toMatch(/Rest well\.\n\nKWMUNITY$/);
    expect(written('basic')).toMatch(/Rest well\.$/);
  });

  test('a passage in brackets that tells of nothing is part of the text', () => {
    const overrides: OwnWordings = { 'shift-thanks': { en: { full: 'Thanks, {name} [really].' } } };
    const params = sample('shift-thanks');
    expect(render('shift-thanks', { ...full, params, overrides }).sms).toBe('Thanks, Samantha [really].');
  });

  test('counts as the language does', () => {
    const say = (language: 'en' | 'fr', goals: number) =>
      render('achievement-celebration', {
        language,
        detail: 'full',
        params: { ...sample('achievement-celebration'), goals },
      }).sms;
    expect(say('en', 1)).toContain('1 goal.');
    expect(say('en', 2)).toContain('2 goals.');
    expect(say('en', 0)).toContain('a milestone.');
    expect(say('fr', 1)).toContain('1 but.');
    expect(say('fr', 1200)).toMatch(/1 200 buts\./);
  });

  test('is never made up: a missing parameter is an error that names it and tells nothing else', () => {
    const params = { ...sample('shift-end'), site: undefined } as unknown as TemplateParams['shift-end'];
    const attempt = () => render('shift-end', { ...full, params });
    expect(attempt).toThrow('message lacks site');
    expect(attempt).not.toThrow(/Samantha/);
  });

  test('typographic signs do not double the price of a text message', () => {
    const overrides: OwnWordings = { 'shift-thanks': { en: { full: '“Thanks” – that’s it…' } } };
    expect(render('shift-thanks', { ...full, params: sample('shift-thanks'), overrides }).sms).toBe(
      '"Thanks" - that\'s it...',
    );
  });
});

describe('answers that nobody may be asked for', () => {
  test.each([
    'Are you OK? Reply YES.',
    'reply yes to confirm',
    'Reply OK or CANCEL',
    'Reply "stop" when you are done',
    'Text END when your shift is over',
    'Répondez OUI, NON ou ARRÊT',
    'Envoyez « ARRET » à la fin',
    'Please answer yes/no',
    'Shift over? YES or NO',
    'Answer with start',
    'Text help if you are in danger',
    'For more, text INFO',
    'HELP = alarm',
    'Reply quit, end or ok',
    'Réponds simplement END',
    'Reply STOP when you are safe. Reply STOP to opt out.',
    'Reply UNSTOP',
    'Reply with one of: OK, UNSUBSCRIBE',
  ])('"%s" is refused', (text) => {
    expect(lintTemplate(text)).toEqual([expect.stringContaining('phone company')]);
  });

  test.each([
    'Reply OK or NO.',
    'Reply STOP to opt out.',
    'Text STOP at any time to unsubscribe.',
    'Réponds ARRET pour te désabonner.',
    'Répondez ARRÊT pour vous désabonner.',
    'We will start at nine. Reply to help us plan, and tell us when it should end.',
    'Your shift ends soon. Info is on the board.',
    'They can opt back in by texting START.',
    'The bus stop is on King Street. Reply OK once you are there.',
    'Tell us if you need help, a ride, or to cancel.',
    'Cancelled workshops start again in May; yes, really.',
    'Réponds OK quand tu as fini. L’arrêt de bus est au coin.',
    'Hi {name}[, by {due}].',
  ])('"%s" is fine', (text) => {
    expect(lintTemplate(text)).toEqual([]);
  });

  test('braces and brackets that do not match are told of', () => {
    expect(lintTemplate('Hi {name')).toEqual([expect.stringContaining('braces')]);
    expect(lintTemplate('Hi [{name}')).toEqual([expect.stringContaining('square brackets')]);
    expect(lintTemplate('Hi {name}]')).toEqual([expect.stringContaining('square brackets')]);
    expect(lintTemplate('x'.repeat(100_000))).toEqual([]);
  });
});
