/** A kind of panel: one folder in webview/panels, one entry here, one view type in package.json's activation events. */
export interface PanelKind {
  readonly viewType: string;
  /** Name of the folder in webview/panels, and of the files that are built from it. */
  readonly bundle: string;
  /** Before the function's name on the tab. */
  readonly title: string;
}

export const panelKinds = {
  descent: { viewType: 'saddlescope.descent', bundle: 'descent', title: 'Descent' },
  curvature: { viewType: 'saddlescope.curvature', bundle: 'curvature', title: 'Curvature' },
  surface: { viewType: 'saddlescope.surface', bundle: 'surface', title: 'Surface' },
} as const satisfies Record<string, PanelKind>;
