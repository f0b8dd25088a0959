/** The catalogue of messages. Workflow code takes its types from `templates` and nothing else from here. */
export { lintTemplate, lintWording } from './lint';
export { practiceMark } from './practice';
export { render, type OwnWording, type OwnWordings, type Rendered } from './render';
export { isShiftSafety, isSpoken, keysOf, speak, type Keys, type SpokenTemplate } from './speak';
export { smsCost } from './smsCost';
export {
  isTemplateId,
  TEMPLATE_IDS,
  type Detail,
  type Language,
  type TemplateId,
  type TemplateParams,
} from './templates';
