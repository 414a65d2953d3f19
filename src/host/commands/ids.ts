/** The ids of the commands as package.json contributes them. */
export const commandIds = {
  visualizeDescent: 'saddlescope.visualizeDescent',
  showCurvature: 'saddlescope.showCurvature',
  showSurface: 'saddlescope.showSurface',
  checkGradient: 'saddlescope.checkGradient',
  /** Of a quick fix; not in the palette. */
  applyLearningRate: 'saddlescope.applyLearningRate',
  explainDiagnostic: 'saddlescope.explainDiagnostic',
  openGallery: 'saddlescope.openGallery',
} as const;
