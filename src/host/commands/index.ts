import { applyLearningRate } from './applyLearningRate';
import { checkGradient } from './checkGradient';
import { chooseOptimizer } from './chooseOptimizer';
import type { Command } from './command';
import { copyPoint } from './copyPoint';
import { escapeFromPoint } from './escapeFromPoint';
import { explainDiagnostic } from './explainDiagnostic';
import { exportPanel } from './exportPanel';
import { goToPoint } from './goToPoint';
import { lossActions } from './lossActions';
import { openGallery } from './openGallery';
import { restartEngine } from './restartEngine';
import { saveReport } from './saveReport';
import { showCurvature } from './showCurvature';
import { showSearch } from './showSearch';
import { showSpectrum } from './showSpectrum';
import { showSurface } from './showSurface';
import { showTraining } from './showTraining';
import { toggleGradientHeat } from './toggleGradientHeat';
import { usePointAsStart } from './usePointAsStart';
import { visualizeDescent } from './visualizeDescent';

export const commands: readonly Command[] = [
  visualizeDescent,
  showCurvature,
  showSurface,
  showSpectrum,
  showSearch,
  showTraining,
  checkGradient,
  exportPanel,
  saveReport,
  goToPoint,
  escapeFromPoint,
  usePointAsStart,
  copyPoint,
  lossActions,
  applyLearningRate,
  explainDiagnostic,
  chooseOptimizer,
  restartEngine,
  toggleGradientHeat,
  openGallery,
];
