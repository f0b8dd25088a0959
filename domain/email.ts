export type ParsedEmail =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; /** What is wrong and what to do. */ readonly say: string };

/** RFC 5321: 64 before the @, 254 in all. */
const LONGEST = { local: 64, all: 254 };
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * An email address as people write it, in the one form in which it is stored and compared: lower case throughout, since no
 * mail provider of today tells `Ana@` from `ana@` and two records of one person would be worse. Quoted local parts, comments
 * and letters beyond ASCII before the @ are refused: valid on paper, but not everywhere delivered.
 */
export function parseEmail(input: string): ParsedEmail {
  const address = input
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();
  if (address === '') return refuse('No email address given. Leave the field out for somebody without one.');
  if (/\s/.test(address)) return refuse('An email address has no spaces. Give one address only.');
  const [local = '', domain = '', ...more] = address.split('@');
  if (domain === '' || more.length > 0) return refuse('An email address has one @, e.g. ana@example.org.');
  if (address.length > LONGEST.all || local.length > LONGEST.local)
    return refuse('This email address is too long.');
  if (!LOCAL.test(local))
    return refuse('Check what stands before the @: letters, digits, dots, dashes and the like.');
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^\d+$/.test(labels.at(-1) ?? '')) {
    return refuse('Check what stands after the @, e.g. example.org.');
  }
  return { ok: true, address };
}

function refuse(say: string): ParsedEmail {
  return { ok: false, say };
}
