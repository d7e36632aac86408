BEGIN TRANSACTION;
CREATE TABLE entries (
    tenant TEXT NOT NULL,
    subject TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT,
    document TEXT NOT NULL,
    PRIMARY KEY (tenant, subject, id)
) STRICT;
INSERT INTO "entries" VALUES('default','c-17','e-0','Done',NULL,'{"format":1,"type":"Done","day":"2025-02-03","step":"breathe","id":"e-0","recorded_at":"2025-02-03T08:00:00.250000Z","author":"c-17","occurred_at":"2024-10-27T02:30:00+01:00[Europe/Berlin]","extensions":{"source":"watch"},"part":0.5}');
INSERT INTO "entries" VALUES('default','c-17','e-1','Measured',NULL,'{"format":1,"type":"Measured","day":"2025-02-03","measure":"gad7","value":15.0,"id":"e-1","recorded_at":"2025-02-03T08:01:00.250000Z","unit":"{score}"}');
INSERT INTO "entries" VALUES('default','c-17','e-2','Missed',NULL,'{"format":1,"type":"Missed","day":"2025-02-03","step":"breathe","id":"e-2","recorded_at":"2025-02-03T08:02:00.250000Z"}');
INSERT INTO "entries" VALUES('default','c-17','e-3','Skipped',NULL,'{"format":1,"type":"Skipped","day":"2025-02-03","step":"breathe","id":"e-3","recorded_at":"2025-02-03T08:03:00.250000Z","reason":"flu"}');
INSERT INTO "entries" VALUES('default','c-17','e-4','MilestoneReached',NULL,'{"format":1,"type":"MilestoneReached","day":"2025-02-03","milestone":"m-1","id":"e-4","recorded_at":"2025-02-03T08:04:00.250000Z"}');
INSERT INTO "entries" VALUES('default','c-17','e-5','Rated',NULL,'{"format":1,"type":"Rated","day":"2025-02-03","goal":"g-1","kind":"attainment","value":-1.5,"rater":"t-2","id":"e-5","recorded_at":"2025-02-03T08:05:00.250000Z"}');
INSERT INTO "entries" VALUES('default','c-17','e-6','Noted','g-1','{"format":1,"type":"Noted","day":"2025-02-03","text":"slept well","id":"e-6","recorded_at":"2025-02-03T08:06:00.250000Z","kind":"psychotherapy","topic":"g-1"}');
INSERT INTO "entries" VALUES('default','c-17','e-7','Absent',NULL,'{"format":1,"type":"Absent","day":"2025-02-03","until":"2025-03-03","id":"e-7","recorded_at":"2025-02-03T08:07:00.250000Z","reason":"travelling"}');
INSERT INTO "entries" VALUES('default','c-17','e-8','Reviewed',NULL,'{"format":1,"type":"Reviewed","day":"2025-02-03","goal":"g-1","decision":"adjust","id":"e-8","recorded_at":"2025-02-03T08:08:00.250000Z","participants":["c-17","t-2"],"worked":"mornings","did_not_work":"weekends","course":"on-course","requests":["shorter"]}');
INSERT INTO "entries" VALUES('default','c-17','e-9','Postponed',NULL,'{"format":1,"type":"Postponed","day":"2025-02-03","goal":"g-1","to":"2025-03-03","id":"e-9","recorded_at":"2025-02-03T08:09:00.250000Z","reason":"holiday"}');
INSERT INTO "entries" VALUES('default','c-17','e-10','SessionBooked',NULL,'{"format":1,"type":"SessionBooked","day":"2025-03-03","session":"s-1","id":"e-10","recorded_at":"2025-02-03T08:10:00.250000Z"}');
INSERT INTO "entries" VALUES('default','c-17','e-11','SessionHeld',NULL,'{"format":1,"type":"SessionHeld","day":"2025-02-03","session":"s-0","id":"e-11","recorded_at":"2025-02-03T08:11:00.250000Z","occurred_at":"2025-02-03T09:00:00-03:30"}');
INSERT INTO "entries" VALUES('default','c-17','e-12','SessionCancelled',NULL,'{"format":1,"type":"SessionCancelled","day":"2025-02-03","session":"s-1","id":"e-12","recorded_at":"2025-02-03T08:12:00.250000Z"}');
INSERT INTO "entries" VALUES('default','c-17','e-13','ChangeRequested',NULL,'{"format":1,"type":"ChangeRequested","day":"2025-02-03","goal":"g-1","request":"fewer minutes","id":"e-13","recorded_at":"2025-02-03T08:13:00.250000Z"}');
INSERT INTO "entries" VALUES('default','c-17','e-14','Corrected','e-1','{"format":1,"type":"Corrected","day":"2025-02-03","replacement":{"day":"2025-02-03","measure":"gad7","value":14.0,"id":"e-1","recorded_at":"2025-02-03T08:01:00.250000Z","type":"Measured"},"id":"e-14","recorded_at":"2025-02-03T08:14:00.250000Z"}');
INSERT INTO "entries" VALUES('default','c-17','e-15','Voided','e-2','{"format":1,"type":"Voided","day":"2025-02-03","entry":"e-2","id":"e-15","recorded_at":"2025-02-03T08:15:00.250000Z","reason":"twice"}');
INSERT INTO "entries" VALUES('default','c-17','e-16','Redacted','e-gone','{"format":1,"type":"Redacted","day":"2025-02-03","entry":"e-gone","id":"e-16","recorded_at":"2025-02-03T08:16:00.250000Z"}');
INSERT INTO "entries" VALUES('default','c-17','e-redacts','Redacted','e-gone-2','{"format":1,"type":"Redacted","day":"2025-02-03","entry":"e-gone-2","id":"e-redacts","recorded_at":"2026-11-23T17:47:05.907017Z"}');
INSERT INTO "entries" VALUES('clinic-2','c-98','e-1','Noted',NULL,'{"format":1,"type":"Noted","day":"2025-02-03","text":"only an entry","id":"e-1","recorded_at":"2026-11-23T17:47:05.955120Z"}');
CREATE TABLE goals (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (tenant, id, version)
) STRICT;
INSERT INTO "goals" VALUES('default','g-2',1,'c-17','2026-11-23T17:47:05.577092Z','{"format":1,"type":"Goal","id":"g-2","subject":"c-17","statement":"I will walk.","review":{"base_days":14,"minimum_days":7,"maximum_days":28,"session_window_days":3},"start":"2025-02-03"}');
INSERT INTO "goals" VALUES('default','g-1',1,'c-17','2026-11-23T17:47:05.663367Z','{"format":1,"type":"Goal","id":"g-1","subject":"c-17","statement":"I will breathe deeply for 10 minutes every morning. Ça va, 好 🙂","reason":"to feel calmer","key_areas":[{"code":"anxiety","name":"worry"}],"addresses":["p-1"],"expected_outcome":"fewer attacks","priority":"high-priority","importance":9,"confidence":8,"targets":[{"id":"t-1","aim":{"measure":{"id":"gad7","kind":"instrument","unit":"{score}","direction":"down","name":"GAD-7","least":0.0,"most":21.0,"instrument":{"id":"gad7","name":"GAD-7","least":0.0,"most":21.0,"direction":"down","items":7,"recall_days":14,"least_interval_days":7,"loinc":"70274-6","thresholds":[{"points":6.0,"kind":"reliable","source":"a source","toward":"better","confidence":0.95,"population":"adults","is_verified":true}],"source":"its authors"}},"high":10.0,"is_strict":true},"baseline":15.0,"baseline_entry":"e-measured","weight":2.0,"due":"2025-03-03","until":"2025-03-03"},{"id":"t-1","aim":{"measure":{"id":"gad7","kind":"instrument","unit":"{score}","direction":"down","name":"GAD-7","least":0.0,"most":21.0,"instrument":{"id":"gad7","name":"GAD-7","least":0.0,"most":21.0,"direction":"down","items":7,"recall_days":14,"least_interval_days":7,"loinc":"70274-6","thresholds":[{"points":6.0,"kind":"reliable","source":"a source","toward":"better","confidence":0.95,"population":"adults","is_verified":true}],"source":"its authors"}},"high":8.0,"is_strict":true},"start":"2025-03-03"},{"id":"t-2","aim":{"measure":{"id":"sleep","kind":"duration","unit":"h","direction":"up","name":"sleep","least":0.0,"most":24.0},"low":6.5,"high":9.0,"is_held":true}},{"id":"t-3","aim":{"step":"breathe","low":20.0,"out_of":30}}],"milestones":[{"id":"m-1","name":"ten mornings","aim":{"step":"breathe","low":10.0,"out_of":30},"due":"2025-02-20","celebration":"a walk by the river","weight":0.5,"start":"2025-02-03","until":"2025-03-03"}],"plan":{"steps":[{"id":"breathe","action":"breathe deeply","kind":"technique","strategy":"relaxation","responsible":"c-17","dose":{"value":10.0,"unit":"min"},"baseline":{"value":2.0,"unit":"{breath}"},"recurrence":{"start":"2025-02-03","frequency":"weekly","interval":2,"weekdays":["MO","TH"]},"cue":"after getting up","resources":[{"name":"the app","link":"https://example.org/app"}],"start":"2025-02-03","until":"2025-03-03","extensions":{"order":1}}]},"review":{"base_days":14,"minimum_days":7,"maximum_days":28,"session_window_days":3},"start":"2025-02-03","due":"2025-03-03","continuous":true,"revision":2,"acceptances":[{"by":"c-17","day":"2025-02-03","kind":"assent"},{"by":"m-3","day":"2025-02-03","revision":2,"status":"disagree"}],"lifecycle_history":[{"status":"proposed"},{"status":"active","day":"2025-02-03","reason":"agreed"},{"status":"cancelled","day":"2025-03-03","reason":"moved away","closing":"transferred"}],"relations":[{"kind":"part-of","goal":"g-0"}],"sensitivity":["MH","PSYTHPN"],"language":"de-AT","extensions":{"fhir":{"n":1,"x":1.0,"yes":true,"none":null,"list":[1,"two",[]]}}}');
INSERT INTO "goals" VALUES('default','g-2',2,'c-17','2026-11-23T17:47:05.779861Z','{"format":1,"type":"Goal","id":"g-2","subject":"c-17","statement":"I will walk.","review":{"base_days":14,"minimum_days":7,"maximum_days":28,"session_window_days":3},"start":"2025-02-03","lifecycle_history":[{"status":"proposed"},{"status":"active","day":"2025-02-03"}]}');
INSERT INTO "goals" VALUES('clinic-2','g-2',1,'c-99','2026-11-23T17:47:05.935172Z','{"format":1,"type":"Goal","id":"g-2","subject":"c-99","statement":"I will swim."}');
CREATE INDEX entries_about ON entries (tenant, subject, about) WHERE about IS NOT NULL;
COMMIT;
PRAGMA user_version=1;
