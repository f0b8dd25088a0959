import { isOfPractice, practiceMark } from './practice';
import { basicSample, sample } from './samples';
import { render } from './render';
import { smsCost } from './smsCost';
import { isSpoken, speak } from './speak';
import {
  LANGUAGES,
  TEMPLATE_IDS,
  TEMPLATES,
  type Detail,
  type Language,
  type ParamKind,
  type TemplateId,
} from './templates';

export const PREVIEW_CHANNELS = ['sms', 'voice', 'email'] as const;
export type PreviewChannel = (typeof PREVIEW_CHANNELS)[number];

/** One message as somebody would get it, with made-up names and times. */
export interface Preview {
  template: TemplateId;
  /** Where a message reads otherwise by what it is about, such as a call for help and a silent alarm: which one it is. */
  variant?: string;
  language: Language;
  channel: PreviewChannel;
  detail: Detail;
  /** Mail only. */
  subject?: string;
  text: string;
  /** Texts only: what the carrier charges for. */
  segments?: number;
}

/** Every message of the catalogue, in every language, on every channel that it goes out on, in full and `basic`. */
export function previews(only: { language?: Language; channel?: PreviewChannel } = {}): Preview[] {
  return TEMPLATE_IDS.flatMap((template) =>
    LANGUAGES.filter((language) => only.language === undefined || language === only.language).flatMap(
      (language) =>
        PREVIEW_CHANNELS.filter((channel) => only.channel === undefined || channel === only.channel).flatMap(
          (channel) =>
            (['full', 'basic'] as const).flatMap((detail) => variantsOf(template, language, channel, detail)),
        ),
    ),
  );
}

/** By each code that the message is told, where it then reads otherwise. */
function variantsOf(
  template: TemplateId,
  language: Language,
  channel: PreviewChannel,
  detail: Detail,
): Preview[] {
  const kinds: Record<string, ParamKind> = TEMPLATES[template];
  const codes = Object.entries(kinds).flatMap(([name, kind]) =>
    typeof kind === 'string' ? [] : kind.map((code) => ({ given: { [name]: code }, variant: code })),
  );
  const known = new Set<string>();
  return (codes.length > 0 ? codes : [{ given: {} }]).flatMap(({ given, ...variant }) => {
    const one = previewOf(template, language, channel, detail, given);
    if (!one || known.has(one.text)) return [];
    known.add(one.text);
    return { ...one, ...variant };
  });
}

function previewOf(
  template: TemplateId,
  language: Language,
  channel: PreviewChannel,
  detail: Detail,
  given: object,
): Preview | undefined {
  const made = detail === 'full' ? sample(template, 'all', language) : basicSample(template, language);
  const params = { ...made, ...given };
  const about = { template, language, channel, detail };
  const mark = isOfPractice(template) ? practiceMark(channel, language) : '';
  if (channel === 'voice') {
    if (!isSpoken(template)) return undefined;
    return { ...about, text: mark + speak(template, { language, detail, params: params as never }) };
  }
  const { sms, subject, text } = render(template, { language, detail, params });
  return channel === 'sms'
    ? { ...about, text: mark + sms, segments: smsCost(mark + sms).segments }
    : { ...about, subject: mark + subject, text: mark + text };
}
