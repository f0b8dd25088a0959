import type { TemplateId } from '../templates';
import { ESCALATIONS } from './escalations';
import { INCOMING } from './incoming';
import { PATH } from './path';
import { PLANNING } from './planning';
import { SHIFTS } from './shifts';
import type { Wordings } from './wording';

/** Every message in every language. */
export const CATALOGUE: Wordings<TemplateId> = {
  ...PATH,
  ...SHIFTS,
  ...PLANNING,
  ...INCOMING,
  ...ESCALATIONS,
};
