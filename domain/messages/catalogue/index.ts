import type { TemplateId } from '../templates';
import { AUDIT } from './audit';
import { ESCALATIONS } from './escalations';
import { INCOMING } from './incoming';
import { ON_CALL } from './onCall';
import { PATH } from './path';
import { REQUESTS } from './requests';
import { PLANNING } from './planning';
import { SCREENING } from './screening';
import { SHIFTS } from './shifts';
import type { Wordings } from './wording';

/** Every message in every language. */
export const CATALOGUE: Wordings<TemplateId> = {
  ...PATH,
  ...SCREENING,
  ...SHIFTS,
  ...INCOMING,
  ...ESCALATIONS,
  ...REQUESTS,
  ...ON_CALL,
  ...AUDIT,
  ...PLANNING,
  ...INCOMING,
  ...ESCALATIONS,
};
