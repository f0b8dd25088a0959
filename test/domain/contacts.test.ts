import fc from 'fast-check';
import { parseEmail } from '../../domain/email';
import { calledForStaff, calledInMessage } from '../../domain/names';
import { parsePhone } from '../../domain/phone';

describe('phone numbers', () => {
  test.each([
    ['519-555-0123', '+15195550123', 'CA'],
    ['(519) 555 0123', '+15195550123', 'CA'],
    ['1 519 555.0123', '+15195550123', 'CA'],
    ['+1 (604) 555-0199', '+16045550199', 'CA'],
    ['tel:+1-514-555-0142', '+15145550142', 'CA'],
    ['+33 6 12 34 56 78', '+33612345678', 'FR'],
  ])('"%s" is %s', (input, e164, country) => {
    expect(parsePhone(input)).toMatchObject({ ok: true, e164, country });
  });

  test('a Canadian number does not tell whether it is a mobile; others may', () => {
    expect(parsePhone('519 555 0123')).toMatchObject({ line: 'unknown' });
    expect(parsePhone('+33 6 12 34 56 78')).toMatchObject({ line: 'mobile' });
    expect(parsePhone('01 42 68 53 00', 'FR')).toMatchObject({ line: 'landline', e164: '+33142685300' });
  });

  test.each([
    ['', 'empty'],
    ['call my mom', 'not-a-number'],
    ['555 0123', 'no-such-number'],
    ['12', 'too-short'],
    ['519 555 0123 4567 890', 'too-long'],
    ['+1 111 555 0123', 'no-such-number'],
    ['519 555 0123 ext 45', 'extension'],
    ['+1 800 555 0123', 'service-number'],
  ])('"%s" is refused as %s, with what to do', (input, problem) => {
    const parsed = parsePhone(input);
    expect(parsed).toMatchObject({ ok: false, problem });
    expect(!parsed.ok && parsed.say.length).toBeGreaterThan(20);
  });

  test('a page of digits is refused at once', () => {
    expect(parsePhone('9'.repeat(1_000_000))).toMatchObject({ ok: false, problem: 'too-long' });
  });

  test('what was normalised once stays the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000_000, max: 9_999_999 }), (number) => {
        const first = parsePhone(`519${number}`);
        if (first.ok) expect(parsePhone(first.e164)).toEqual(first);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof parsePhone(text).ok === 'boolean'));
  });
});

describe('email addresses', () => {
  test.each([
    [' Ana.Silva@Example.ORG ', 'ana.silva@example.org'],
    ['mailto:peer+shift@mail.example.ca', 'peer+shift@mail.example.ca'],
  ])('"%s" is %s', (input, address) => {
    expect(parseEmail(input)).toEqual({ ok: true, address });
  });

  test.each([
    '',
    'ana',
    'ana@',
    '@example.org',
    'ana@example',
    'ana@@example.org',
    'ana@example.org, bob@example.org',
    'ana@example.org\nBcc: all@example.org',
    '.ana@example.org',
    'a..b@example.org',
    'ana@-example.org',
    'ana@example..org',
    'ana@127.0.0.1',
    '"ana"@example.org',
    'anä@example.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b.'.repeat(130)}org`,
  ])('"%s" is refused', (input) => {
    const parsed = parseEmail(input);
    expect(parsed.ok ? '' : parsed.say).toMatch(/\.$/);
  });
});

describe('how people are called', () => {
  const sam = { givenName: 'Samuel', familyName: 'Tremblay', preferredName: 'Sam' };

  test('by the name they prefer, without a surname', () => {
    expect(calledInMessage(sam)).toBe('Sam');
    expect(calledInMessage({ ...sam, preferredName: ' ' })).toBe('Samuel');
    expect(calledInMessage({ ...sam, preferredName: 'Sam Tremblay' })).toBe('Sam');
  });

  test('with an initial for staff', () => {
    expect(calledForStaff(sam)).toBe('Sam T.');
    expect(calledForStaff({ givenName: 'Zoé', familyName: 'élan' })).toBe('Zoé É.');
    expect(calledForStaff({ givenName: 'Zoé' })).toBe('Zoé');
  });

  test('in one short line, whatever was typed', () => {
    expect(calledInMessage({ givenName: 'Ana\r\nBcc: x' })).toBe('Ana Bcc: x');
    expect([...calledInMessage({ givenName: '🙂'.repeat(99) })]).toHaveLength(20);
  });
});

describe('the edges of what is a contact', () => {
  test.each([
    ['519-555-0123 ext. 4', 'extension'],
    ['', 'empty'],
    ['5'.repeat(61), 'too-long'],
  ])('"%s" is refused as %s', (input, problem) => {
    expect(parsePhone(input)).toMatchObject({ ok: false, problem });
  });

  test('a number that belongs to no country is one all the same', () => {
    expect(parsePhone('+883 5100 01234567')).toMatchObject({ ok: true, country: null });
  });

  test('a home that is no country counts as Canada', () => {
    expect(parsePhone('519-555-0123', 'XX')).toMatchObject({ ok: true, e164: '+15195550123' });
  });

  test.each([
    'ana@',
    '@example.org',
    'ana@example@org',
    'ana',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.org`,
    'ana@localhost',
    'ana@example.123',
    'ana@-example.org',
  ])('"%s" is no address', (input) => {
    expect(parseEmail(input).ok).toBe(false);
  });
});
