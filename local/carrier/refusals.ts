/** A request that the carrier refuses, with its own HTTP status and error code. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Numbers for which the carrier's test mode gives fixed answers. */
const FIXED_ANSWERS: Record<string, [code: number, message: string]> = {
  '+15005550001': [21211, "The 'To' number is not a valid phone number."],
  '+15005550004': [21610, 'Attempt to send to unsubscribed recipient'],
  '+15005550009': [21614, "'To' number is not a valid mobile number"],
};

const LONGEST_BODY = 1600;
const LONGEST_VALIDITY_SECONDS = 36_000;

/** The number without its spaces and brackets, when it is one in E.164 form. */
export function e164(text: string): string | undefined {
  const digits = text.replaceAll(/[\s().-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/** @throws Refusal as the carrier words it */
export function checkMessage(form: Record<string, string | undefined>): {
  to: string;
  from: string | undefined;
  body: string;
} {
  if (!form['To']) throw new Refusal(400, 21604, "A 'To' phone number is required.");
  const to = e164(form['To']);
  if (!to) throw new Refusal(400, 21211, `Invalid 'To' Phone Number: ${masked(form['To'])}`);
  if (!form['From'] && !form['MessagingServiceSid'])
    throw new Refusal(400, 21603, "A 'From' phone number is required.");
  const from = form['From'] ? e164(form['From']) : undefined;
  if (form['From'] && !from) throw new Refusal(400, 21212, `Invalid From Number: ${form['From']}`);
  if (to === from) throw new Refusal(400, 21266, "'To' and 'From' number cannot be the same");
  const body = form['Body'] ?? '';
  if (!body) throw new Refusal(400, 21602, 'Message body is required.');
  if (body.length > LONGEST_BODY)
    throw new Refusal(
      400,
      21617,
      `The concatenated message body exceeds the ${LONGEST_BODY} character limit`,
    );
  const validity = form['ValidityPeriod'];
  if (validity !== undefined && !(Number(validity) >= 1 && Number(validity) <= LONGEST_VALIDITY_SECONDS))
    throw new Refusal(
      400,
      90_007,
      `ValidityPeriod must be between 1 and ${LONGEST_VALIDITY_SECONDS} seconds`,
    );
  const fixed = FIXED_ANSWERS[to];
  if (fixed) throw new Refusal(400, ...fixed);
  return { to, from, body };
}

/** @throws Refusal as the carrier words it */
export function checkCall(form: Record<string, string | undefined>): { to: string; from: string } {
  if (!form['To']) throw new Refusal(400, 21201, "No 'To' number is specified");
  const to = e164(form['To']);
  if (!to || FIXED_ANSWERS[to]?.[0] === 21211)
    throw new Refusal(400, 21211, `Invalid 'To' Phone Number: ${masked(form['To'])}`);
  if (!form['From']) throw new Refusal(400, 21213, "No 'From' number is specified");
  const from = e164(form['From']);
  if (!from) throw new Refusal(400, 21212, `Invalid From Number (caller ID): ${form['From']}`);
  if (!form['Url'] && !form['Twiml']) throw new Refusal(400, 21205, 'Url parameter is required');
  return { to, from };
}

/** The carrier itself shows only the end of a number in its error messages. */
function masked(number: string): string {
  return number.length > 4 ? `${'X'.repeat(number.length - 4)}${number.slice(-4)}` : number;
}
