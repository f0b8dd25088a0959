import { Refused } from '../client/fullCircle';
import { parseEmail } from '../domain/email';
import { parsePhone } from '../domain/phone';

/** A number in E.164 form. @throws Refused `NotAPhoneNumber` with what would be right */
export function phoneNumber(written: string): string {
  const parsed = parsePhone(written);
  if (!parsed.ok) throw new Refused('NotAPhoneNumber', `Phone "${written}": ${parsed.say}`);
  return parsed.e164;
}

/** An address in lower case. @throws Refused `NotAnEmailAddress` with what would be right */
export function emailAddress(written: string): string {
  const parsed = parseEmail(written);
  if (!parsed.ok) throw new Refused('NotAnEmailAddress', `Email "${written}": ${parsed.say}`);
  return parsed.address;
}
