import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import type { Language } from '../../domain/messages';

const VOICES = { en: 'en-CA', fr: 'fr-CA' } as const;
const KEY_WITHIN_SECONDS = 8;
const TIMES = 2;
/** A phone that is being lifted to an ear misses the first word. */
const BEFORE_SECONDS = 1;

const GOODBYE: Readonly<Record<Language, string>> = {
  en: 'No key was pressed, so nothing has been noted. Goodbye.',
  fr: "Aucune touche, donc rien n'a été noté. Au revoir.",
};

/**
 * What the carrier is told to do with a call: say it, wait for one key, say it again, say goodbye. A machine that takes
 * the call presses nothing, and so nothing is acknowledged.
 * @param keysTo where the carrier posts the key that was pressed
 */
export function callScript(words: string, language: Language, keysTo: string): string {
  const call = new VoiceResponse();
  call.pause({ length: BEFORE_SECONDS });
  for (let time = 1; time <= TIMES; time++)
    call
      .gather({ numDigits: 1, timeout: KEY_WITHIN_SECONDS, action: keysTo, method: 'POST' })
      .say({ language: VOICES[language] }, words);
  call.say({ language: VOICES[language] }, GOODBYE[language]);
  return call.toString();
}

/** The last words of a call. */
export function lastWords(words: string, language: Language): string {
  const call = new VoiceResponse();
  call.say({ language: VOICES[language] }, words);
  return call.toString();
}
