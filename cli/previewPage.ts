import type { Preview } from '../domain/messages/preview';

const CHANNELS = { sms: 'Text', voice: 'Call', email: 'Mail' } as const;
const LANGUAGES = { en: 'English', fr: 'Français' } as const;
const DETAILS = { full: 'full', basic: 'basic: what a lock screen may show' } as const;

const STYLE = `
  :root { color-scheme: light dark; --line: #8885; --soft: #8882; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; border-top: 1px solid var(--line); padding-top: 1rem; }
  nav { columns: 14rem; font-size: .9rem; } nav a { display: block; }
  .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1rem; margin-bottom: 1rem; }
  figure { margin: 0; border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; break-inside: avoid; }
  figcaption { font-size: .8rem; padding: .4rem .8rem; background: var(--soft); }
  pre { margin: 0; padding: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
  .subject { display: block; font-weight: 600; padding: .8rem .8rem 0; }
  @media print { nav { display: none; } body { font-size: 11px; margin: 0; } }
`;

/** One page that stands by itself: no scripts, nothing from elsewhere. */
export function previewPage(all: readonly Preview[]): string {
  const templates = [...new Set(all.map(({ template }) => template))];
  const sections = templates.map((template) => {
    const own = all.filter((one) => one.template === template);
    const rows = [...new Set(own.map(rowOf))].map(
      (row) =>
        `<div class="row">${own
          .filter((one) => rowOf(one) === row)
          .map(figure)
          .join('')}</div>`,
    );
    return `<section><h2 id="${template}">${template}</h2>${rows.join('')}</section>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Full Circle: every message</title>
<style>${STYLE}</style>
<h1>Every message</h1>
<p>${all.length} texts, mails and calls with made-up names and times, as the catalogue has them. A program may word them otherwise.</p>
<nav>${templates.map((template) => `<a href="#${template}">${template}</a>`).join('')}</nav>
<main>${sections.join('')}</main>
</html>
`;
}

function rowOf({ language, detail, variant = '' }: Preview): string {
  return `${language} ${variant} ${detail}`;
}

function figure({ language, channel, detail, variant, subject, text, segments }: Preview): string {
  const cost = segments === undefined ? '' : ` · ${segments} segment${segments === 1 ? '' : 's'}`;
  return `<figure lang="${language}"><figcaption lang="en">${LANGUAGES[language]} · ${CHANNELS[channel]} · ${DETAILS[detail]}${variant ? ` · ${variant}` : ''}${cost}</figcaption>${
    subject === undefined ? '' : `<span class="subject">${escaped(subject)}</span>`
  }<pre>${escaped(text)}</pre></figure>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
