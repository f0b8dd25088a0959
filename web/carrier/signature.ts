import { validateRequest } from 'twilio/lib/webhooks/webhooks';

/**
 * True when the carrier itself signed this request for the address that the world knows us by
 * (https://www.twilio.com/docs/usage/security#validating-requests).
 */
export function isSigned(
  authToken: string,
  signature: string | string[] | undefined,
  url: string,
  fields: Record<string, string | string[]>,
): boolean {
  return typeof signature === 'string' && validateRequest(authToken, signature, url, fields);
}
