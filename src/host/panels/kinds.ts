import { t } from '../../l10n/t';

/** A kind of panel: one folder in webview/panels, one entry here, one view type in package.json's activation events. */
export interface PanelKind {
  readonly viewType: string;
  /** Name of the folder in webview/panels, and of the files that are built from it. */
  readonly bundle: string;
  /** Before the function's name on the tab. */
  readonly title: string;
  /** Stands at a point, which can be chosen from outside. */
  readonly standsAtPoint: boolean;
}

export const panelKinds = {
  descent: { viewType: 'saddlescope.descent', bundle: 'descent', title: t('Descent'), standsAtPoint: true },
  curvature: { viewType: 'saddlescope.curvature', bundle: 'curvature', title: t('Curvature'), standsAtPoint: true },
  spectrum: { viewType: 'saddlescope.spectrum', bundle: 'spectrum', title: t('Spectrum'), standsAtPoint: false },
  search: { viewType: 'saddlescope.search', bundle: 'search', title: t('Search'), standsAtPoint: false },
  training: { viewType: 'saddlescope.training', bundle: 'training', title: t('Training'), standsAtPoint: false },
  surface: { viewType: 'saddlescope.surface', bundle: 'surface', title: t('Surface'), standsAtPoint: false },
} as const satisfies Record<string, PanelKind>;
