import { basicSample, sample } from './samples';
import { render } from './render';
import { smsCost } from './smsCost';
import { isSpoken, speak } from './speak';
import { LANGUAGES, TEMPLATE_IDS, type Detail, type Language, type TemplateId } from './templates';

export const PREVIEW_CHANNELS = ['sms', 'voice', 'email'] as const;
export type PreviewChannel = (typeof PREVIEW_CHANNELS)[number];

/** One message as somebody would get it, with made-up names and times. */
export interface Preview {
  template: TemplateId;
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
            (['full', 'basic'] as const).flatMap(
              (detail) => previewOf(template, language, channel, detail) ?? [],
            ),
        ),
    ),
  );
}

function previewOf(
  template: TemplateId,
  language: Language,
  channel: PreviewChannel,
  detail: Detail,
): Preview | undefined {
  const params = detail === 'full' ? sample(template, 'all', language) : basicSample(template, language);
  const about = { template, language, channel, detail };
  if (channel === 'voice') {
    if (!isSpoken(template)) return undefined;
    return { ...about, text: speak(template, { language, detail, params: params as never }) };
  }
  const { sms, subject, text } = render(template, { language, detail, params });
  return channel === 'sms'
    ? { ...about, text: sms, segments: smsCost(sms).segments }
    : { ...about, subject, text };
}
