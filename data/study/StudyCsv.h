#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/economics/StudyResult.h"
#include "core/study/Edit.h"

namespace offtake::study {

/// Every value of a study as CSV (RFC 4180, LF), one row for each input in document order:
///
///     path,label,value,unit,low,high,distribution,process,source,estimate,note
///     deal.rent.tranche.rented.price,List price,2.35,$/GPU-h,1.7,2.95,,gbm(30 %),h100-index,,One-year index
///
/// Numbers have all their digits in the unit beside them (percent as people read it: 12 and "%"); a path is "1; 2; 3",
/// a date 2026-07-01, a choice its key, what an assumption replaces "= id"; a distribution is as typed, with
/// its unit: "tri(80, 90, 95) %"; estimate is "yes" or empty. Text that a spreadsheet would run as a formula has an
/// apostrophe before it, which importValues takes off again.
[[nodiscard]] std::string valuesCsv(const Study& study);

/// Reads such a table, from the program or typed, as the changes that it makes: one edit for each row whose value
/// differs from the study's, in the order of the rows. Needed are the columns path and value; the others may be left
/// out, in any order. A number without unit is read as files hold it (shares as fractions). Range, distribution, process,
/// source, estimate and note are those of the row; columns that are not there leave them as they are where the value
/// stays, and empty where it changes. Decimal commas are read where the separator is a semicolon.
/// Errors, all with the line: those of csv::read and parseValue, UnknownName (column, path, source), Inconsistent (a
/// path twice, a range in value and in its columns, a distribution that is not that of the value). With an error nothing
/// is imported.
[[nodiscard]] Expected<std::vector<Edit>> importValues(const Study& study, std::string_view text, const std::string& name);

/// The cash of a result, one row for each line and month in which money moves:
/// deal,tranche,line,label,category,payer,payee,month,date,within_horizon,amount,currency. Ids of parties; months from 0.
[[nodiscard]] std::string ledgerCsv(const economics::StudyResult& result);

/// Hours, energy, emissions and book depreciation of each tranche, one row for each month in which there is any:
/// deal,tranche,quantity,label,month,date,within_horizon,value,unit.
[[nodiscard]] std::string quantitiesCsv(const economics::StudyResult& result);

}  // namespace offtake::study
