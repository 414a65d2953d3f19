/** Tokens of the style sheet as scripts need them (canvas, chart.js), and word of theme changes. */

/** The value of a custom property where `element` stands. */
export function token(name: `--${string}`, element: Element = document.body): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/** Colours looked up since the theme last changed: each look-up lays the page out. */
const lookedUp = new Map<string, string>();

/** A token that is a mixture or refers to others, resolved by the browser to `rgb(…)`. */
export function resolvedColour(name: `--${string}`): string {
  const known = lookedUp.get(name);
  if (known !== undefined) return known;
  const colour = lookUp(name);
  lookedUp.set(name, colour);
  return colour;
}

function lookUp(name: `--${string}`): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** VS Code changes the body's class and the variables on the root element when the theme changes. */
export function onThemeChange(listener: () => void): void {
  let scheduled = false;
  const schedule = () => {
    lookedUp.clear();
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      listener();
    });
  };
  const observer = new MutationObserver(schedule);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}

/** As the system or VS Code's own setting says. */
export const prefersReducedMotion = (): boolean =>
  matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion');
