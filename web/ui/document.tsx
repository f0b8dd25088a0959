import type { ComponentChildren } from 'preact';
import { asset } from '../http/staticFiles';
import type { Lang } from '../i18n/language';

/** The frame of every page. `scripts` are names of files in web/static; every page works without them. */
export function Document(props: {
  lang: Lang;
  title: string;
  children: ComponentChildren;
  styles?: string[];
  scripts?: string[];
}) {
  return (
    <html lang={props.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <meta
          name="htmx-config"
          content='{"includeIndicatorCSS":false,"history":false,"noSwap":[204,304,"4xx","5xx"]}'
        />
        <title>{props.title}</title>
        <link rel="icon" href={asset('mark.svg')} type="image/svg+xml" />
        {['fullcircle.css', ...(props.styles ?? [])].map((name) => (
          <link key={name} rel="stylesheet" href={asset(name)} />
        ))}
        {(props.scripts ?? []).map((name) => (
          <script key={name} src={asset(name)} defer />
        ))}
      </head>
      <body>{props.children}</body>
    </html>
  );
}

/** A page that stands alone in a narrow column: signing in, errors, what a participant sees. */
export function AlonePage(props: {
  lang: Lang;
  title: string;
  brand?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <Document lang={props.lang} title={props.title}>
      <main id="main" class="alone">
        {props.brand}
        {props.children}
      </main>
    </Document>
  );
}
