import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import type { Mail } from './model';

/** Reads a raw mail. Mail without a Message-ID gets one, as a mail server gives it. */
export async function parseMail(raw: Buffer, envelope: Mail['envelope'], receivedAt: string): Promise<Mail> {
  const parsed = await PostalMime.parse(raw);
  const addressOf = (entry: { address?: string | undefined } | undefined): string => entry?.address ?? '';
  const replyTo = addressOf(parsed.replyTo?.[0]);
  return {
    id: randomUUID(),
    messageId: parsed.messageId ?? `<${randomUUID()}@mailbox.example>`,
    envelope,
    from: addressOf(parsed.from),
    fromName: parsed.from?.name ?? '',
    ...(replyTo ? { replyTo } : {}),
    to: (parsed.to ?? []).map(addressOf).filter(Boolean),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    ...(parsed.html ? { html: parsed.html } : {}),
    headers: parsed.headers.map(({ key, value }) => ({ name: key, value })),
    receivedAt,
  };
}
