import * as vscode from 'vscode';

/** Colours of a picture that no style sheet reaches; the same as the panels' tokens. */
export interface Palette {
  readonly ground: string;
  readonly mid: string;
  readonly high: string;
  readonly isoline: string;
  readonly ink: string;
  readonly path: string;
}

const dark: Palette = { ground: '#1f1f1f', mid: '#283640', high: '#435a66', isoline: '#ffffff30', ink: '#cccccc', path: '#e69800' };
const light: Palette = { ground: '#ffffff', mid: '#d9e4eb', high: '#b0c6d3', isoline: '#26445a5c', ink: '#1f1f1f', path: '#af4900' };
const highContrast: Palette = {
  ...dark,
  ground: '#000000',
  mid: '#14202a',
  high: '#34505f',
  isoline: '#ffffff78',
  ink: '#ffffff',
  path: '#ffd151',
};
const highContrastLight: Palette = { ...light, isoline: '#00000078', ink: '#000000' };

export function paletteOf(kind: vscode.ColorThemeKind): Palette {
  switch (kind) {
    case vscode.ColorThemeKind.Light:
      return light;
    case vscode.ColorThemeKind.HighContrast:
      return highContrast;
    case vscode.ColorThemeKind.HighContrastLight:
      return highContrastLight;
    case vscode.ColorThemeKind.Dark:
      return dark;
    default:
      return kind satisfies never;
  }
}
