import { randomUUID } from 'node:crypto';
import type Mailer from 'nodemailer/lib/mailer';
import type { Mail } from './model';

/** What somebody's mail program sends when they answer: their words, then the mail they answer, quoted. */
export function composeAnswer(mail: Mail, from: string, text: string, quote: boolean): Mailer.Options {
  const quoted = mail.text.split('\n').map((line) => `> ${line}`);
  const heading = `On ${new Date(mail.receivedAt).toUTCString()}, ${mail.fromName || mail.from} <${mail.from}> wrote:`;
  return {
    from,
    to: mail.replyTo ?? mail.from,
    subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
    inReplyTo: mail.messageId,
    references: [mail.messageId],
    text: quote ? `${text}\n\n${heading}\n${quoted.join('\n')}\n` : text,
  };
}

/** An automatic answer of the "I am away" kind (RFC 3834). */
export function composeAutoReply(mail: Mail, from: string, text: string): Mailer.Options {
  return {
    ...composeAnswer(mail, from, text, false),
    subject: `Automatic reply: ${mail.subject}`,
    headers: {
      'Auto-Submitted': 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
      Precedence: 'auto_reply',
    },
    // An automatic answer has no sender to bounce to.
    envelope: { from: '', to: mail.envelope.from || mail.from },
  };
}

/** A delivery status notification for a mailbox that is not there (RFC 3464). */
export function composeBounce(mail: Mail, recipient: string, reason: string, now: Date): Mailer.Options {
  const boundary = `=_${randomUUID()}`;
  const host = 'mailbox.example';
  const lines = [
    `From: Mail Delivery System <mailer-daemon@${host}>`,
    `To: ${mail.envelope.from}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@${host}>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Your message could not be delivered to <${recipient}>: ${reason}`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${host}`,
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    `Diagnostic-Code: smtp; 550 5.1.1 ${reason}`,
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${mail.messageId}`,
    `To: ${recipient}`,
    '',
    `--${boundary}--`,
    '',
  ];
  return { envelope: { from: '', to: mail.envelope.from }, raw: lines.join('\r\n') };
}
