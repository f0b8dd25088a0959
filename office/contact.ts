import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { Refused } from '../client/fullCircle';

/**
 * A number in E.164 form; numbers without a country are read as that country's.
 * @throws Refused `NotAPhoneNumber`
 */
export function phoneNumber(written: string, country: CountryCode = 'CA'): string {
  const number = parsePhoneNumberFromString(written, country);
  if (!number?.isValid()) {
    throw new Refused(
      'NotAPhoneNumber',
      `"${written}" is not a phone number; write it like 519-555-0100 or +1 519 555 0100.`,
    );
  }
  return number.number;
}

/** An address in lower case. @throws Refused `NotAnEmailAddress` */
export function emailAddress(written: string): string {
  const address = written.trim().toLowerCase();
  if (address.length > 254 || !/^[^\s@<>()",;:]+@[^\s@.]+(\.[^\s@.]+)+$/.test(address)) {
    throw new Refused('NotAnEmailAddress', `"${written}" is not an email address.`);
  }
  return address;
}
