import type { OptOutType } from './model';

const KEYWORDS: Record<OptOutType, readonly string[]> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'ARRET', 'ARRÊT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};

const REPLIES: Record<OptOutType, string> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** The keyword that the carrier acts on by itself: only when it is all that the message says. */
export function carrierKeyword(body: string): OptOutType | undefined {
  const word = body.trim().toUpperCase();
  return (Object.keys(KEYWORDS) as OptOutType[]).find((type) => KEYWORDS[type].includes(word));
}

/** What the carrier answers by itself. */
export function carrierReply(type: OptOutType): string {
  return REPLIES[type];
}
