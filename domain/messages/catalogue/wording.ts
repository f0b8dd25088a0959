import type { Language, TemplateId } from '../templates';

/**
 * How one message reads in one language. Parameters stand in braces (ICU: `{goals, plural, one {# goal} other {# goals}}`;
 * in a code's branches its dashes are underscores, `missed_end`). Square brackets hold what is only said when the
 * parameters in them are known.
 */
export interface Wording {
  /** Also the text of the mail where `text` is absent. Plain GSM-7 characters: one `ç` or `ê` more than doubles the price. */
  readonly sms: string;
  readonly subject: string;
  /** Body of the mail, between greeting and signature. */
  readonly text?: string;
  /** What may stand on a lock screen, as text message and as mail: nothing of program, health, place or surname. */
  readonly basic: string;
}

export type Wordings<T extends TemplateId> = { readonly [Id in T]: { readonly [L in Language]: Wording } };
