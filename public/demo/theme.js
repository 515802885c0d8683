/** The button of the demo that makes the page dark, as many sites have one. */
const button = document.querySelector('#theme');
const dark = matchMedia('(prefers-color-scheme: dark)');

function show(isDark) {
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  button.setAttribute('aria-pressed', String(isDark));
}

show(dark.matches);
dark.addEventListener('change', () => show(dark.matches));
button.addEventListener('click', () => show(document.documentElement.dataset.theme !== 'dark'));
