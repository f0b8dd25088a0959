// Parts of a page that keep themselves up to date: <… data-live="/live/…" hx-get="…" hx-trigger="live" hx-swap="outerMorph">.
// The stream only says that something changed; the part is then asked for again, and once a minute anyway: what is late
// depends on the clock. Without scripts the page is still whole.
(() => {
  const PAUSE_MS = 250;
  const EVERY_MS = 60_000;
  const LISTEN_AGAIN_MS = 5_000;
  document.addEventListener('DOMContentLoaded', () => {
    const here = document.querySelector('.nav [aria-current]');
    const bar = here?.closest('.nav');
    if (bar) bar.scrollLeft = here.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
    const sources = new Map();
    for (const part of document.querySelectorAll('[data-live]')) {
      const address = part.dataset.live;
      const ids = sources.get(address) ?? [];
      ids.push(part.id);
      sources.set(address, ids);
    }
    for (const [address, ids] of sources) {
      let timer;
      let opened = false;
      const refresh = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          for (const id of ids) {
            const part = document.getElementById(id);
            // A form that somebody is filling in is theirs; it is refreshed after they are done.
            if (part && !part.querySelector('details[open] :focus')) htmx.trigger(part, 'live');
          }
        }, PAUSE_MS);
      };
      let source;
      const listen = () => {
        source = new EventSource(address);
        source.addEventListener('changed', refresh);
        source.addEventListener('open', () => {
          if (opened) refresh();
          opened = true;
        });
        // A browser comes back by itself after a broken line, and gives up for good where it is answered with an error.
        source.addEventListener('error', () => {
          if (source.readyState === EventSource.CLOSED) setTimeout(listen, LISTEN_AGAIN_MS);
        });
      };
      listen();
      setInterval(refresh, EVERY_MS);
      addEventListener('pagehide', () => source.close());
    }
  });
})();
