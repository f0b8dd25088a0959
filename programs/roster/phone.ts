import parsePhoneNumber from 'libphonenumber-js';

/** The number as `+15195550101`, or what is wrong with it. A number without a country is Canadian. */
export function readPhone(text: string): { e164: string } | { problem: string } {
  if (/^\d(\.\d+)?e\+?\d+$/i.test(text.replace(',', '.')))
    return {
      problem: `is ${text}: the spreadsheet has made a number of it; would be text, such as +1 519 555 0101`,
    };
  const parsed = parsePhoneNumber(text, 'CA');
  if (parsed === undefined || !parsed.isValid())
    return { problem: `"${text}" is no phone number, would be for example +1 519 555 0101` };
  if (parsed.ext !== undefined)
    return { problem: `"${text}" has an extension, would be a number that takes text messages itself` };
  return { e164: parsed.number };
}
