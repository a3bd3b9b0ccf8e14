import { declareSteps } from "#features/process/index.ts";

declareSteps("gate", (room, id) => `/rooms/${room}/process/gates/${id}`);
declareSteps("handover", (room, id) => `/rooms/${room}/process/handovers/${id}`);
