/** The catalogue of messages. Workflow code takes its types from `templates` and nothing else from here. */
export { lintTemplate, lintWording } from './lint';
export { render, type OwnWording, type OwnWordings, type Rendered } from './render';
export { smsCost } from './smsCost';
export {
  isTemplateId,
  TEMPLATE_IDS,
  type Detail,
  type Language,
  type TemplateId,
  type TemplateParams,
} from './templates';
