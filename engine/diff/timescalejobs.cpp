// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/timescaleparts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>

namespace retort::diff
{

namespace
{

using catalog::Policy;
using catalog::Relation;
using nlohmann::json;

constexpr std::string_view jobsView = " FROM timescaledb_information.jobs WHERE ";

/// How a kind of policy is added and removed, and what TimescaleDB gives it unless told.
struct PolicyKind {
    const char *kind;
    const char *add;
    const char *remove;
    const char *procedure;
    std::vector<const char *> arguments; ///< that the configuration keeps under the same names
    const char *maxRuntime;              ///< empty: no limit
    const char *retryPeriod;             ///< empty: as often as it runs
    const char *schedule;                ///< empty: it depends
};

const std::vector<PolicyKind> &policyKinds()
{
    static const std::vector<PolicyKind> kinds{
        {"retention", "add_retention_policy", "remove_retention_policy", "policy_retention",
         {"drop_after", "drop_created_before"}, "00:05:00", "00:05:00", "1 day"},
        {"compression", "add_compression_policy", "remove_compression_policy", "policy_compression",
         {"compress_after", "compress_created_before"}, "", "01:00:00", ""},
        {"refresh", "add_continuous_aggregate_policy", "remove_continuous_aggregate_policy",
         "policy_refresh_continuous_aggregate",
         {"start_offset", "end_offset", "include_tiered_data", "buckets_per_batch", "max_batches_per_execution",
          "refresh_newest_first"}, "", "", ""},
        {"reorder", "add_reorder_policy", "remove_reorder_policy", "policy_reorder", {"index_name"}, "", "00:05:00", ""},
    };
    return kinds;
}

const PolicyKind *kindOf(const Policy &policy)
{
    const auto found = std::find_if(policyKinds().begin(), policyKinds().end(),
                                    [&policy](const PolicyKind &kind) { return policy.kind == kind.kind; });
    return found == policyKinds().end() ? nullptr : &*found;
}

/// Without the numbers of hypertables, which differ from database to database.
json configOf(const Policy &policy)
{
    json config = json::parse(policy.config, nullptr, false);
    if (!config.is_object())
        return json::object();
    config.erase("hypertable_id");
    config.erase("mat_hypertable_id");
    return config;
}

/// An interval, a number, a name, true, or NULL.
std::string valueText(const std::string &key, const json &config)
{
    const auto found = config.find(key);
    if (found == config.end() || found->is_null())
        return "NULL";
    if (!found->is_string())
        return found->dump();
    const std::string value = text::quoteLiteral(found->get<std::string>());
    return key == "index_name" ? value : "INTERVAL " + value;
}

/// Only what somebody chose is compared. Without a fixed schedule, the start is when the policy was made.
std::string startOf(const Policy &policy)
{
    return policy.isFixedSchedule ? policy.initialStart : std::string();
}

/// The start of an action that was made without one is the moment it was made: to the microsecond, which nobody types.
std::string startOfAction(const Policy &job)
{
    return job.initialStart.find('.') == std::string::npos ? startOf(job) : std::string();
}

std::string intervalArgument(const char *name, const std::string &value)
{
    return std::string(", ") + name + " => " + intervalText(value.empty() ? "00:00:00" : value);
}

// -- policies of hypertables and continuous aggregates --

/// A policy with its relation.
struct Place {
    const Relation &relation;
    const Policy &policy;
    const PolicyKind &kind;
    std::size_t number; ///< among those of its kind on the relation, from 0
    bool isOnly;        ///< of its kind
};

std::string whereText(const Place &place)
{
    const auto &name = place.relation.summary.name;
    std::string where = std::string("proc_name = '") + place.kind.procedure
        + "' AND hypertable_schema = " + text::quoteLiteral(name.schema)
        + " AND hypertable_name = " + text::quoteLiteral(name.name);
    if (!place.isOnly)
        where += " AND config @> " + text::quoteLiteral(configOf(place.policy).dump());
    return where;
}

/// What alter_job() sets and the add function can't say.
std::string furtherSettings(const Place &place)
{
    const Policy &policy = place.policy;
    const bool isReorder = place.policy.kind == "reorder";
    std::string text;
    if (isReorder)
        text += intervalArgument("schedule_interval", policy.schedule);
    if (policy.maxRuntime != place.kind.maxRuntime)
        text += intervalArgument("max_runtime", policy.maxRuntime);
    if (policy.maxRetries != "-1")
        text += ", max_retries => " + policy.maxRetries;
    const std::string usual = *place.kind.retryPeriod == '\0' ? policy.schedule : std::string(place.kind.retryPeriod);
    if (policy.retryPeriod != usual)
        text += intervalArgument("retry_period", policy.retryPeriod);
    if (!policy.isScheduled)
        text += ", scheduled => false";
    return text;
}

std::string addCall(const Place &place)
{
    const Policy &policy = place.policy;
    const json config = configOf(policy);
    std::string sql = std::string(place.kind.add) + '(' + literalOf(place.relation.summary.name);
    for (const char *argument : place.kind.arguments) {
        const bool isNeeded = policy.kind == "refresh" && std::string_view(argument).ends_with("_offset");
        if (isNeeded || config.contains(argument))
            sql += std::string(", ") + argument + " => " + valueText(argument, config);
    }
    if (policy.kind != "reorder" && policy.schedule != place.kind.schedule)
        sql += intervalArgument("schedule_interval", policy.schedule);
    if (const std::string start = startOf(policy); !start.empty())
        sql += ", initial_start => " + text::quoteLiteral(start);
    if (!policy.timezone.empty())
        sql += ", timezone => " + text::quoteLiteral(policy.timezone);
    return sql + ')';
}

/// Keys of the configuration that only alter_job() knows: "maxchunks_to_compress" …
json furtherConfig(const Place &place)
{
    json config = configOf(place.policy);
    for (const char *argument : place.kind.arguments)
        config.erase(argument);
    return config;
}

Statements addPolicy(const Place &place)
{
    const std::string further = furtherSettings(place);
    const std::string call = addCall(place);
    Statements statements = statement(further.empty() ? "SELECT " + call : "SELECT alter_job(" + call + further + ')');
    if (const json config = furtherConfig(place); !config.empty()) {
        statements.push_back({"SELECT alter_job(job_id, config => config || " + text::quoteLiteral(config.dump()) + ')'
                              + std::string(jobsView) + whereText(place)});
    }
    return statements;
}

Statements removePolicy(const Place &place)
{
    if (!place.isOnly)
        return statement("SELECT delete_job(job_id)" + std::string(jobsView) + whereText(place));
    return statement(std::string("SELECT ") + place.kind.remove + '(' + literalOf(place.relation.summary.name) + ')');
}

std::string scheduleText(const Policy &policy)
{
    return policy.schedule + '\n' + policy.maxRuntime + '\n' + policy.maxRetries + '\n' + policy.retryPeriod + '\n'
        + (policy.isScheduled ? "on" : "off");
}

std::string purposeText(const Policy &policy)
{
    return configOf(policy).dump() + '\n' + startOf(policy) + '\n' + policy.timezone;
}

const std::vector<Policy> &policiesOf(const Relation &relation)
{
    static const std::vector<Policy> none;
    return relation.continuousAggregate ? relation.continuousAggregate->policies
        : relation.hypertable           ? relation.hypertable->policies
                                        : none;
}

/// By kind, each in an order that doesn't depend on when they were made.
std::vector<Place> placesOf(const Relation &relation)
{
    std::vector<Place> places;
    for (const PolicyKind &kind : policyKinds()) {
        std::vector<const Policy *> same;
        for (const Policy &policy : policiesOf(relation)) {
            if (kindOf(policy) == &kind)
                same.push_back(&policy);
        }
        std::sort(same.begin(), same.end(),
                  [](const Policy *a, const Policy *b) { return configOf(*a).dump() < configOf(*b).dump(); });
        for (std::size_t at = 0; at < same.size(); ++at)
            places.push_back({relation, *same[at], kind, at, same.size() == 1});
    }
    return places;
}

/// "schedule_interval => …" of all that differs.
std::string changedSettings(const Policy &from, const Policy &to)
{
    std::string text;
    if (from.schedule != to.schedule)
        text += intervalArgument("schedule_interval", to.schedule);
    if (from.maxRuntime != to.maxRuntime)
        text += intervalArgument("max_runtime", to.maxRuntime);
    if (from.maxRetries != to.maxRetries)
        text += ", max_retries => " + to.maxRetries;
    if (from.retryPeriod != to.retryPeriod)
        text += intervalArgument("retry_period", to.retryPeriod);
    if (from.isScheduled != to.isScheduled)
        text += std::string(", scheduled => ") + (to.isScheduled ? "true" : "false");
    return text;
}

std::optional<Statements> alterPolicy(const Place &place, const End &before)
{
    const Relation *relation = before.relation(place.relation.summary.name);
    const auto old = relation != nullptr ? placesOf(*relation) : std::vector<Place>();
    const auto found = std::find_if(old.begin(), old.end(), [&place](const Place &one) {
        return &one.kind == &place.kind && one.number == place.number;
    });
    if (found == old.end())
        return std::nullopt;
    if (purposeText(found->policy) != purposeText(place.policy)) {
        Statements statements = removePolicy(*found);
        for (Statement &one : addPolicy(place))
            statements.push_back(std::move(one));
        return statements;
    }
    return statement("SELECT alter_job(job_id" + changedSettings(found->policy, place.policy) + ')'
                     + std::string(jobsView) + whereText(*found));
}

Part policyPart(const Place &place)
{
    const auto &name = place.relation.summary.name;
    Part part;
    part.id = {std::string(place.kind.kind) + " policy", name,
               place.number == 0 ? std::string() : std::to_string(place.number + 1)};
    part.rank = Rank::Timescale;
    part.parent = idOf(place.relation);
    if (place.relation.hypertable)
        part.needs.push_back(hypertableId(name));
    if (place.policy.kind == "compression") {
        part.needs.push_back(columnstoreId(name));
        part.needs.push_back({"refresh policy", name, {}}); // TimescaleDB demands that an aggregate has one first
    }
    if (place.policy.kind == "reorder") {
        const std::string index = configOf(place.policy).value("index_name", std::string());
        part.needs.push_back({"index", {name.schema, index}, {}});
        part.needs.push_back(partOf(place.relation, "constraint", index));
    }
    part.body = purposeText(place.policy) + '\n' + scheduleText(place.policy);
    part.create = [place](const Making &) { return addPolicy(place); };
    part.drop = [place] { return removePolicy(place); };
    part.alter = [place](const Part &, const End &before) { return alterPolicy(place, before); };
    return part;
}

// -- jobs that users made --

/// "nightly" of "nightly [1004]"; empty for the name that every action has.
std::string nameOf(const Policy &job)
{
    const std::string name = job.applicationName.substr(0, job.applicationName.rfind(" ["));
    return name == "User-Defined Action" ? std::string() : name;
}

catalog::RelationName procedureOf(const std::string &text)
{
    const std::size_t dot = text.find('.');
    return {text.substr(0, dot), text.substr(dot + 1)};
}

/// A job among those of its procedure and name.
struct Job {
    const Policy &policy;
    catalog::RelationName procedure;
    std::string name;
    std::size_t number = 0;
    bool isOnly = true;

    std::string part() const { return name + (number == 0 ? std::string() : '#' + std::to_string(number + 1)); }
};

std::vector<Job> jobsOf(const catalog::Snapshot &snapshot)
{
    std::map<std::pair<std::string, std::string>, std::vector<const Policy *>> groups;
    for (const Policy &job : snapshot.jobs)
        groups[{job.procedure, nameOf(job)}].push_back(&job);
    std::vector<Job> jobs;
    for (auto &[key, group] : groups) {
        std::sort(group.begin(), group.end(), [](const Policy *a, const Policy *b) {
            return std::pair(a->config, a->schedule) < std::pair(b->config, b->schedule);
        });
        for (std::size_t at = 0; at < group.size(); ++at)
            jobs.push_back({*group[at], procedureOf(key.first), key.second, at, group.size() == 1});
    }
    return jobs;
}

std::string whereText(const Job &job)
{
    std::string where = "proc_schema = " + text::quoteLiteral(job.procedure.schema)
        + " AND proc_name = " + text::quoteLiteral(job.procedure.name);
    if (!job.name.empty())
        where += " AND application_name = " + text::quoteLiteral(job.name + " [") + " || job_id || ']'";
    if (!job.isOnly) {
        where += " AND schedule_interval = " + intervalText(job.policy.schedule) + " AND config "
            + (job.policy.config.empty() ? "IS NULL" : "= " + text::quoteLiteral(job.policy.config));
    }
    return where;
}

Statements addJob(const Job &job)
{
    const Policy &policy = job.policy;
    std::string call = "add_job(" + literalOf(job.procedure) + ", " + intervalText(policy.schedule);
    if (!policy.config.empty())
        call += ", config => " + text::quoteLiteral(policy.config);
    if (const std::string start = startOfAction(policy); !start.empty())
        call += ", initial_start => " + text::quoteLiteral(start);
    if (!policy.isScheduled)
        call += ", scheduled => false";
    if (!policy.checkFunction.empty())
        call += ", check_config => " + literalOf(procedureOf(policy.checkFunction));
    if (!policy.isFixedSchedule)
        call += ", fixed_schedule => false";
    if (!policy.timezone.empty())
        call += ", timezone => " + text::quoteLiteral(policy.timezone);
    if (!job.name.empty())
        call += ", job_name => " + text::quoteLiteral(job.name);
    call += ')';
    std::string further;
    if (!policy.maxRuntime.empty())
        further += intervalArgument("max_runtime", policy.maxRuntime);
    if (policy.maxRetries != "-1")
        further += ", max_retries => " + policy.maxRetries;
    if (policy.retryPeriod != "00:05:00")
        further += intervalArgument("retry_period", policy.retryPeriod);
    return statement(further.empty() ? "SELECT " + call : "SELECT alter_job(" + call + further + ')');
}

/// What add_job() alone can say.
std::string natureText(const Policy &job)
{
    return startOfAction(job) + '\n' + job.timezone + '\n' + job.checkFunction + '\n' + (job.isFixedSchedule ? "fixed" : "")
        + '\n' + (job.config.empty() ? "none" : "");
}

std::optional<Statements> alterJob(const Job &job, const End &before)
{
    const auto old = jobsOf(before.snapshot());
    const auto found = std::find_if(old.begin(), old.end(), [&job](const Job &one) {
        return one.procedure == job.procedure && one.part() == job.part();
    });
    if (found == old.end() || natureText(found->policy) != natureText(job.policy))
        return std::nullopt;
    std::string changes = changedSettings(found->policy, job.policy);
    if (found->policy.config != job.policy.config)
        changes += ", config => " + text::quoteLiteral(job.policy.config);
    return statement("SELECT alter_job(job_id" + changes + ')' + std::string(jobsView) + whereText(*found));
}

Part jobPart(const Job &job)
{
    Part part;
    part.id = {"job", job.procedure, job.part()};
    part.rank = Rank::Timescale;
    part.needs = {timescaleExtension(), {"routine", job.procedure, "integer, jsonb"}};
    if (!job.policy.checkFunction.empty())
        part.needs.push_back({"routine", procedureOf(job.policy.checkFunction), "jsonb"});
    part.body = natureText(job.policy) + '\n' + job.policy.config + '\n' + scheduleText(job.policy);
    part.create = [job](const Making &) { return addJob(job); };
    part.drop = [job] { return statement("SELECT delete_job(job_id)" + std::string(jobsView) + whereText(job)); };
    part.alter = [job](const Part &, const End &before) { return alterJob(job, before); };
    return part;
}

} // namespace

void collectTimescaleJobs(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        for (const Place &place : placesOf(relation))
            parts.push_back(policyPart(place));
    }
    for (const Job &job : jobsOf(end.snapshot()))
        parts.push_back(jobPart(job));
}

} // namespace retort::diff
