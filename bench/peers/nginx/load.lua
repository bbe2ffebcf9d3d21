-- wrk's part of `bench/run edge` and `bench/run python simple`: whole files, or 64 KiB at random
-- offsets of 100 MiB; with an Accept header where one is given.
local ranged = false
local size, part = 104857600, 65536

function init(args)
  ranged = args[1] == "range"
  math.randomseed(1)
  if args[2] and args[2] ~= "" then
    wrk.headers["Accept"] = args[2]
  end
  whole = wrk.format("GET")
end

function request()
  if not ranged then
    return whole
  end
  local from = math.random(0, size - part)
  return wrk.format("GET", nil, { ["Range"] = "bytes=" .. from .. "-" .. (from + part - 1) })
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("DONE requests=%d micros=%d errors=%d bytes=%d\n", summary.requests,
    summary.duration, e.connect + e.read + e.write + e.status + e.timeout, summary.bytes))
end
