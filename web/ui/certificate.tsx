import type { Certificate } from '../../office/achievement/reviews';
import { dayText, localText } from '../console/labels';
import type { Lang } from '../i18n/language';
import { peerWorkStrings } from '../i18n/peerWork';
import { Document } from './document';
import { Ring } from './logo';

/** A page for paper: whose it is, what for, from whom; the goals only where the person wants them named. */
export function CertificatePage(props: { certificate: Certificate; lang: Lang; otherHref: string }) {
  const { certificate, lang } = props;
  const t = peerWorkStrings[lang].certificate;
  return (
    <Document lang={lang} title={t.title} styles={['certificate.css']}>
      <main id="main" class="certificate">
        <Ring size={72} done />
        <p class="certificate-kind">{t.kind}</p>
        <p>{t.given}</p>
        <h1>{certificate.name}</h1>
        <p class="certificate-for">{certificate.outcome === 'become-mentor' ? t.mentor : t.achieved}</p>
        {certificate.goals && certificate.goals.length > 0 && (
          <section aria-labelledby="goals">
            <h2 id="goals">{t.goals}</h2>
            <ul>
              {certificate.goals.map(({ id, title, progress }) => (
                <li key={id}>
                  {title}
                  {progress < 100 && ` (${progress} %)`}
                </li>
              ))}
            </ul>
          </section>
        )}
        <p>{t.on(dayText(certificate.day, lang))}</p>
        <div class="certificate-sign">
          <span>{t.forProgram}</span>
          <strong>{localText(certificate.program, lang)}</strong>
        </div>
        <p class="no-print">
          <a href={props.otherHref} lang={lang === 'en' ? 'fr' : 'en'}>
            {t.other}
          </a>
        </p>
      </main>
    </Document>
  );
}
