import './host/language';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { commands } from './host/commands';
import { CursorFollower } from './host/cursorFollower';
import { Diagnoses } from './host/diagnoses';
import { Documents } from './host/documents';
import { Engine } from './host/engine';
import { GradientHeat } from './host/heat/gradientHeat';
import { LossHovers } from './host/hovers';
import { LossLenses } from './host/lenses';
import { LossPictures } from './host/lossPictures';
import { LossStatus } from './host/lossStatus';
import { LossPanels } from './host/panels/lossPanels';
import { PointSearch } from './host/pointSearch';
import { LossProblems } from './host/problems';
import { QuickFixes } from './host/quickFixes';
import { ReportFiles } from './host/reportFiles';
import { Reports } from './host/reports';
import { OptimizersInUse } from './host/runningOptimizers';
import { Settings } from './host/settings';
import { EngineStatusBar } from './host/statusBar';
import { TextFocus } from './host/textFocus';
import { LossTree } from './host/views/lossTree';
import { PointTree } from './host/views/pointTree';
import { WorkspaceLosses } from './host/workspaceLosses';
import { EngineClient } from './worker/client';

/** What the extension's own tests may reach. */
export interface Api {
  readonly engine: Engine;
  readonly status: LossStatus;
  readonly panels: LossPanels;
  readonly lossTree: LossTree;
  readonly pointTree: PointTree;
  readonly heat: GradientHeat;
}

/** Composes the parts; nothing starts before it is needed. */
export function activate(context: vscode.ExtensionContext): Api {
  const { extensionUri } = context;
  const settings = new Settings();
  const documents = new Documents();
  const client = new EngineClient({
    workerFile: path.join(__dirname, 'worker.js'),
    timeLimit: () => settings.timeLimit,
    memoryLimit: () => settings.memoryLimit,
    get workspaceFolders() {
      return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    },
    dataFolders: () => settings.dataFolders,
  });
  const engine = new Engine(client, documents);
  const status = new LossStatus(engine);
  const panels = new LossPanels({ extensionUri, engine, settings });
  const reports = new Reports();
  const reportFiles = new ReportFiles(engine, panels, settings);
  const running = new OptimizersInUse(engine, panels, settings);
  const diagnoses = new Diagnoses(engine, status, settings, running);
  const points = new PointSearch(engine, status, settings);
  const workspaceLosses = new WorkspaceLosses(engine);
  const lossTree = new LossTree(workspaceLosses);
  const pointTree = new PointTree(status, points);
  const focus = new TextFocus();
  const heat = new GradientHeat(engine, status, panels, settings, focus);
  const lossCommands = commands.filter(({ general }) => !general);
  const commandContext = { extensionUri, engine, panels, points, settings, reports, reportFiles, lossCommands };

  context.subscriptions.push(
    settings,
    documents,
    engine,
    status,
    panels,
    reports,
    reportFiles,
    running,
    diagnoses,
    points,
    workspaceLosses,
    lossTree,
    pointTree,
    focus,
    heat,
    new CursorFollower(engine, panels, settings, focus),
    new EngineStatusBar(engine, panels, settings),
    new LossProblems(status, diagnoses, settings),
    new LossLenses(status, points, settings),
    new LossHovers(engine, status, panels, new LossPictures(engine, points, running), settings),
    new QuickFixes(status, diagnoses, engine),
    ...commands.map(({ id, run }) => vscode.commands.registerCommand(id, (...args: unknown[]) => run(commandContext, ...args))),
  );
  return { engine, status, panels, lossTree, pointTree, heat };
}
