// Runs before the first paint, so that a dark workspace never flashes white.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('foodflow.theme');
  } catch {
    choice = null;
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.style.background = dark ? '#0d1216' : '#f4f6f7';
})();
