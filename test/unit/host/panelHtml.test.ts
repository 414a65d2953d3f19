/** The page of every panel: what it lets load, and that nothing in it runs by itself. */
import { describe, expect, it, vi } from 'vitest';
import { panelKinds } from '../../../src/host/panels/kinds';

vi.mock('vscode', () => ({
  l10n: {},
  env: { language: 'en' },
  Uri: { joinPath: (base: string, ...parts: string[]) => [base, ...parts].join('/') },
}));
const { panelHtml } = await import('../../../src/host/panels/html');

const webview = { cspSource: 'https://panel.test', asWebviewUri: (uri: unknown) => uri };
type Arguments = Parameters<typeof panelHtml>;
const pageOf = (bundle: string, title: string) =>
  panelHtml(webview as unknown as Arguments[0], 'https://panel.test/extension' as unknown as Arguments[1], bundle, title);

describe.each(Object.values(panelKinds))('the page of $viewType', ({ bundle, title }) => {
  const page = pageOf(bundle, `${title}: <img src=x onerror=alert(1)>`);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';

  it('lets nothing load but what it names', () => {
    const directives = policy.split('; ');
    expect(directives[0]).toBe("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:(?!\/\/panel\.test)/);
    expect(directives.find((directive) => directive.startsWith('script-src'))).toMatch(/^script-src 'nonce-[\w+/=]{20,}'$/);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<link'));
  });

  it('has no inline code: every script comes from a file and has the nonce, but for data', () => {
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    const scripts = [...page.matchAll(/<script\b([^>]*)>([^<]*)<\/script>/g)].map(([, attributes, text]) => ({ attributes, text }));
    const data = scripts.filter(({ attributes }) => attributes.includes('type="application/json"'));
    const code = scripts.filter((script) => !data.includes(script));
    expect(code).toHaveLength(1);
    expect(code[0].attributes).toContain(`type="module" nonce="${nonce}" src="https://panel.test/extension/dist/panels/${bundle}.js"`);
    expect(code[0].text).toBe('');
    expect(page).not.toMatch(/<style|<[^>]+\s(on\w+|style)=/);
    expect(page).not.toContain('<img');
  });

  it('has another nonce every time', () => {
    expect(pageOf(bundle, title)).not.toBe(pageOf(bundle, title));
  });
});
