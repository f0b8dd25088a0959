// Phones: newest message in sight, what was looked at is read, and nothing moves while somebody is typing.
(() => {
  const wall = () => document.getElementById('phones');
  const toEnd = (root) => {
    for (const screen of root.querySelectorAll('.screen')) {
      const last = screen.dataset.last ?? '';
      if (screen.shownLast !== last) screen.scrollTop = screen.scrollHeight;
      screen.shownLast = last;
    }
  };
  const isBusy = () => {
    const focused = document.activeElement;
    if (focused && focused.closest('.block')) return true;
    return [...document.querySelectorAll('.reply input[name=body]')].some((input) => input.value !== '');
  };
  const markRead = (device) => {
    const block = device.closest('.block');
    if (!block?.classList.contains('block-unread')) return;
    block.classList.remove('block-unread');
    block.querySelector('.unread')?.remove();
    for (const bubble of block.querySelectorAll('.said-new')) bubble.classList.remove('said-new');
    for (const one of block.querySelectorAll('[data-contact]')) {
      fetch('/phones/read', { method: 'POST', body: new URLSearchParams({ contact: one.dataset.contact }) });
    }
  };

  document.addEventListener('DOMContentLoaded', () => {
    toEnd(document);
    document.addEventListener('click', (event) => {
      const device = event.target.closest?.('.device');
      if (device) markRead(device);
    });
    document.addEventListener('htmx:config:request', (event) => {
      const { ctx } = event.detail;
      if (ctx.sourceElement?.id !== 'phones' || !isBusy()) return;
      const order = [...document.querySelectorAll('.block')].map((block) => block.id).join(',');
      const address = new URL(ctx.request.action, location.href);
      address.searchParams.set('order', order);
      ctx.request.action = address.pathname + address.search;
    });
    document.addEventListener('htmx:after:swap', () => {
      const root = wall();
      if (root) toEnd(root);
    });
    document.addEventListener('htmx:after:request', (event) => {
      const form = event.detail.ctx?.sourceElement;
      if (form?.classList?.contains('reply')) form.reset();
    });
  });
})();
