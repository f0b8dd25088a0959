import { parseEmail } from '../../domain/email';
import { parsePhone } from '../../domain/phone';
import { REACHES, type NewApplication, type NewReferral, type Reach } from '../../office/receiving';
import type { Definition } from '../../programs';
import type { ApplyingStrings } from '../i18n/applying';
import { isLang, type Lang } from '../i18n/language';

type Body = Record<string, string | string[] | undefined>;
type Problem = keyof ApplyingStrings['problems'];

/** What stands in the form, as it was written: for showing it again. */
export type Written = Record<string, string>;
/** What is wrong with it, by the name of the field. */
export type Wrong = Partial<Record<string, Problem>>;

export type Read<Input> = { written: Written; wrong: Wrong; input: Input };

const MOST = 200;
const MOST_WORDS = 2_000;

/** Somebody's own application out of the form. Nothing about abstinence, record or diagnosis is asked for. */
export function readApplication(body: Body, definition: Definition, lang: Lang): Read<NewApplication> {
  const written = readAll(body, [
    'givenName',
    'preferredName',
    'role',
    'detail',
    'consentSms',
    'consentEmail',
    ...COMMON,
  ]);
  const { wrong, input } = readCommon(written, definition, lang);
  if (input.reach === 'sms' && !written['consentSms']) wrong['consentSms'] = 'smsConsent';
  if (input.reach === 'email' && !written['consentEmail']) wrong['consentEmail'] = 'emailConsent';
  if (input.reach === 'none' && !written['reachWords']) wrong['reachWords'] = 'where';
  const roles = definition.application.roles;
  const role = roles.length === 1 ? roles[0] : roles.find((one) => one === written['role']);
  if (!role) wrong['role'] = 'choose';
  return { written, wrong, input: { ...input, role: role ?? 'mentee' } };
}

/** A partner's word about somebody out of the form. */
export function readReferral(body: Body, definition: Definition, lang: Lang): Read<NewReferral> {
  const written = readAll(body, [
    'givenName',
    'surname',
    'agreed',
    'askedBy',
    'partnerName',
    'organisation',
    'partnerPhone',
    'partnerEmail',
    'consentSms',
    'consentEmail',
    ...COMMON,
  ]);
  const { wrong, input } = readCommon(written, definition, lang);
  const { partnerName = '', organisation = '', partnerPhone = '', partnerEmail = '', askedBy = '' } = written;
  if (!partnerName) wrong['partnerName'] = 'yourName';
  if (!organisation) wrong['organisation'] = 'organisation';
  if (!askedBy) wrong['askedBy'] = 'askedBy';
  if (!partnerPhone && !partnerEmail) wrong['partnerPhone'] = 'yourContact';
  if (partnerPhone && !parsePhone(partnerPhone).ok) wrong['partnerPhone'] = 'phone';
  if (partnerEmail && !parseEmail(partnerEmail).ok) wrong['partnerEmail'] = 'email';
  if (!['yes', 'no'].includes(written['agreed'] ?? '')) wrong['agreed'] = 'choose';
  const partner = {
    name: partnerName,
    organisation,
    ...(partnerPhone ? { phone: partnerPhone } : {}),
    ...(partnerEmail ? { email: partnerEmail } : {}),
    askedBy,
    agreed: written['agreed'] === 'yes',
  };
  // Partners refer people who look for somebody beside them; whoever wants to be a mentor applies by themself.
  return { written, wrong, input: { ...input, role: 'mentee', partner } };
}

const COMMON = ['language', 'reach', 'phone', 'email', 'reachWords', 'site', 'words'];

function readCommon(written: Written, definition: Definition, lang: Lang) {
  const wrong: Wrong = {};
  const { givenName = '', phone = '', email = '', reachWords = '', words = '', site = '' } = written;
  const reach = REACHES.find((one) => one === written['reach']);
  if (!givenName) wrong['givenName'] = 'name';
  if (!reach) wrong['reach'] = 'choose';
  if (phone && !parsePhone(phone).ok) wrong['phone'] = 'phone';
  if (email && !parseEmail(email).ok) wrong['email'] = 'email';
  if (!phone && (reach === 'sms' || reach === 'voice')) wrong['phone'] = 'phoneNeeded';
  if (!email && reach === 'email') wrong['email'] = 'emailNeeded';
  const { sites } = definition;
  if (sites.length > 1 && !sites.some(({ id }) => id === site)) wrong['site'] = 'site';
  const consents: ('sms' | 'email')[] = [];
  // A number that is called is not texted, whatever was ticked beside it.
  if (written['consentSms'] && phone && reach !== 'voice') consents.push('sms');
  if (written['consentEmail'] && email) consents.push('email');
  const input: Omit<NewApplication, 'role'> = {
    programId: definition.id,
    ...(site ? { site } : {}),
    givenName,
    ...(written['surname'] ? { surname: written['surname'] } : {}),
    ...(written['preferredName'] ? { preferredName: written['preferredName'] } : {}),
    language: isLang(written['language']) ? written['language'] : lang,
    ...(written['detail'] === 'full' || written['detail'] === 'basic' ? { detail: written['detail'] } : {}),
    reach: reach ?? ('none' satisfies Reach),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    ...(reachWords ? { reachWords } : {}),
    consents,
    ...(words ? { words } : {}),
  };
  return { wrong, input };
}

function readAll(body: Body, names: readonly string[]): Written {
  const written: Written = {};
  for (const name of names) {
    const value = body[name];
    const most = name === 'words' || name === 'reachWords' ? MOST_WORDS : MOST;
    const text = (Array.isArray(value) ? value[0] : value)?.trim().slice(0, most);
    if (text) written[name] = text;
  }
  return written;
}
