/** How it went with a message, as its word in `words`: a call that rang in vain is not a text that went astray. */
export function delivered(channel: string | null, status: string): string {
  return channel === 'voice' && status === 'undelivered' ? 'no-answer' : status;
}
