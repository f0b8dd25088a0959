import type { ComponentChildren } from 'preact';
import type { Lang } from '../i18n/language';
import { common } from '../i18n/common';
import { consoleStrings, type ConsoleStrings } from '../i18n/console';
import { peerWorkStrings } from '../i18n/peerWork';
import { programStrings } from '../i18n/programs';
import { figureStrings } from '../i18n/figures';
import { screeningStrings } from '../i18n/screening';
import { systemStrings } from '../i18n/system';
import { transitionStrings } from '../i18n/transitions';
import { words, type Words } from '../i18n/words';
import type { Flash } from './flash';
import { Document } from '../ui/document';
import { Ring } from '../ui/logo';

export type Section =
  | 'today'
  | 'people'
  | 'applications'
  | 'shifts'
  | 'escalations'
  | 'rota'
  | 'requests'
  | 'matching'
  | 'workshops'
  | 'transitions'
  | 'work'
  | 'programs'
  | 'figures'
  | 'phones'
  | 'system';

const ADDRESS: Record<Section, string> = {
  today: '/',
  people: '/people',
  applications: '/applications',
  shifts: '/shifts',
  escalations: '/escalations',
  rota: '/rota',
  requests: '/requests',
  matching: '/matching',
  workshops: '/workshops',
  transitions: '/transitions',
  work: '/work',
  programs: '/programs',
  figures: '/figures',
  phones: '/phones',
  system: '/system',
};

/** What every page of the console is made with. */
export interface View {
  lang: Lang;
  t: ConsoleStrings;
  w: Words;
  /** Business time of this page. */
  now: Date;
  name: string;
  roles: string[];
  openEscalations: number;
  hasPhones: boolean;
  temporalAway: boolean;
  /** Times may be wrong (rule 7): said on every page for as long as it lasts. */
  zoneRulesStale: boolean;
  maySeeSystem: boolean;
  /** Somebody of a partner organisation: they have one section. */
  isPartner: boolean;
  /** What the act before came to. */
  flash?: Flash;
  /** Who looks, as acts are signed. */
  actor: string;
  /** Path of this page, for the language switch. */
  path: string;
}

export function wordsOf(lang: Lang): Pick<View, 'lang' | 't' | 'w'> {
  return { lang, t: consoleStrings[lang], w: words[lang] };
}

export function ConsolePage(props: {
  view: View;
  section: Section;
  title: string;
  lead?: string;
  /** Beside the heading: what one can do here. */
  actions?: ComponentChildren;
  children: ComponentChildren;
  styles?: string[];
  scripts?: string[];
  wide?: boolean;
}) {
  const { view, section } = props;
  const { t, lang } = view;
  const shown: Partial<Record<Section, boolean>> = { phones: view.hasPhones, system: view.maySeeSystem };
  const sections = view.isPartner
    ? (['transitions'] as const)
    : (Object.keys(ADDRESS) as Section[]).filter((s) => shown[s] ?? true);
  const other: Lang = lang === 'en' ? 'fr' : 'en';
  return (
    <Document
      lang={lang}
      title={`${props.title} · Full Circle`}
      styles={props.styles}
      scripts={['htmx.js', 'live.js', ...(props.scripts ?? [])]}
    >
      <a class="skip" href="#main">
        {common[lang].skip}
      </a>
      <div class="console">
        <header class="side">
          <a class="brand" href="/">
            <Ring size={30} /> Full Circle
          </a>
          <nav class="nav" aria-label={t.nav.label}>
            <ul>
              {sections.map((s) => (
                <li key={s}>
                  <a href={ADDRESS[s]} aria-current={s === section ? 'page' : undefined}>
                    {navText(s, lang)}
                    {s === 'escalations' && <EscalationCount view={view} />}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div class="account">
            <div>
              <strong>{view.name}</strong>
              <div class="soft">{view.roles.join(', ')}</div>
            </div>
            <div class="account-row">
              <a
                href={`${view.path}${view.path.includes('?') ? '&' : '?'}lang=${other}`}
                lang={other}
                hreflang={other}
              >
                {t.otherLanguage}
              </a>
              <form method="post" action="/signout">
                <button class="button button-plain" type="submit">
                  {t.signOut}
                </button>
              </form>
            </div>
          </div>
        </header>
        <main class={props.wide ? 'main main-wide' : 'main'} id="main" tabIndex={-1}>
          {view.temporalAway && (
            <p class="notice notice-late" role="status">
              {t.partAway['temporal']}
            </p>
          )}
          {view.zoneRulesStale && (
            <p class="notice notice-late" role="status">
              {systemStrings[lang].zoneRulesStale}
            </p>
          )}
          <div class="page-head">
            <div class="stack-small">
              <h1>{props.title}</h1>
              {props.lead && <p>{props.lead}</p>}
            </div>
            {props.actions && <div class="row">{props.actions}</div>}
          </div>
          {view.flash && (
            <p class={`notice notice-${view.flash.tone}`} role="status">
              {view.flash.text}
            </p>
          )}
          {props.children}
        </main>
      </div>
    </Document>
  );
}

function navText(section: Section, lang: Lang): string {
  if (section === 'system') return systemStrings[lang].nav;
  if (section === 'transitions') return transitionStrings[lang].nav;
  if (section === 'work') return peerWorkStrings[lang].work.nav;
  if (section === 'programs') return programStrings[lang].nav;
  if (section === 'figures') return figureStrings[lang].nav;
  if (section === 'applications') return screeningStrings[lang].coming.nav;
  return consoleStrings[lang].nav[section];
}

/** How many escalations are open, live in the menu of every page. */
export function EscalationCount({ view }: { view: Pick<View, 'openEscalations' | 't'> }) {
  const n = view.openEscalations;
  return (
    <span
      id="escalation-count"
      data-live="/live/escalations"
      hx-get="/parts/escalation-count"
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      {n > 0 && (
        <span class="count">
          {n}
          <span class="visually-hidden"> {view.t.escalationsOpen(n).replace(/^\d+ /, '')}</span>
        </span>
      )}
    </span>
  );
}
