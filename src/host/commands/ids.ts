/** The ids of the commands as package.json contributes them. */
export const commandIds = {
  visualizeDescent: 'saddlescope.visualizeDescent',
  showCurvature: 'saddlescope.showCurvature',
  showSurface: 'saddlescope.showSurface',
  checkGradient: 'saddlescope.checkGradient',
  /** Of a quick fix; not in the palette. */
  applyLearningRate: 'saddlescope.applyLearningRate',
  explainDiagnostic: 'saddlescope.explainDiagnostic',
  showSpectrum: 'saddlescope.showSpectrum',
  showSearch: 'saddlescope.showSearch',
  showTraining: 'saddlescope.showTraining',
  openGallery: 'saddlescope.openGallery',
  goToPoint: 'saddlescope.goToPoint',
  escapeFromPoint: 'saddlescope.escapeFromPoint',
  usePointAsStart: 'saddlescope.usePointAsStart',
  copyPoint: 'saddlescope.copyPoint',
  lossActions: 'saddlescope.lossActions',
  chooseOptimizer: 'saddlescope.chooseOptimizer',
  toggleGradientHeat: 'saddlescope.toggleGradientHeat',
  exportPanel: 'saddlescope.exportPanel',
  saveReport: 'saddlescope.saveReport',
  restartEngine: 'saddlescope.restartEngine',
} as const;
