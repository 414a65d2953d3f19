/** The ids of the commands as package.json contributes them. */
export const commandIds = {
  visualizeDescent: 'saddlescope.visualizeDescent',
  showCurvature: 'saddlescope.showCurvature',
  showSurface: 'saddlescope.showSurface',
  explainDiagnostic: 'saddlescope.explainDiagnostic',
  openGallery: 'saddlescope.openGallery',
} as const;
