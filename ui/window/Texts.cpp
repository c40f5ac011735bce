#include "ui/window/Texts.h"

#include <QCoreApplication>

namespace offtake::ui {

namespace {

QString words(const char* text) { return QCoreApplication::translate("Texts", text); }

}  // namespace

QString tourText() {
    return words(QT_TRANSLATE_NOOP("Texts", R"(# Offtake in five minutes

**1 Open the worked example.** On Welcome (Ctrl+0) choose *Reflection AI: one closed lease or an open multi-vendor deal*.
It opens as a copy: nothing that you do changes the example.

**2 Read the answer.** The strip at the top says what a useful hour of compute costs in each deal, and which is cheaper.
It stays in sight on every page and follows every edit at once.

**3 Look at the inputs.** *Deals* (Ctrl+1) shows what was agreed, deal by deal, with unit and source. Choose an input to
see in the inspector (Ctrl+I) what it means, where it comes from and in which range it may lie.

**4 Change one.** Find *Accelerators* of the lease (Ctrl+F), press F2 and type 17900. The lease becomes much dearer for
each unit of compute: the number that was never published decides. Ctrl+Z takes it back. You may type units: `2.5 $/GPU-h`,
`150 M$/month`, `85 %`.

**5 Compare.** *Compare* (Ctrl+2) puts all figures side by side: what is firm, when money goes out, how much of it rests
on one vendor. Charts show the same as tables with Ctrl+T.

**6 Ask how sure it is.** *Uncertainty* (Ctrl+3) draws every input with a range again and again. It says in how many cases
the second deal is cheaper, which input decides, and where both are equal. To give an input a range, type `5 to 9`.

**7 Ask it another way.** In the tool bar, in place of *As entered*, choose *Same money* or *Same useful compute*: the
second deal is then sized to match the first. In the rail at the left, choose a scenario.

**8 Keep it.** Ctrl+S saves a file of your own. Ctrl+Shift+P finds everything else.
)"));
}

QString aboutText() {
    return words(QT_TRANSLATE_NOOP("Texts", R"(# Offtake %1

Compares deals for compute: leases, reserved capacity, cloud and equipment of one's own; what they cost, what they bind,
and what each figure rests on. The same calculation is in the command line program `offtake-cli`.

Free software under the GNU General Public License, version 3 or later, without any warranty. Built with Qt %2.
)"))
        .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()));
}

}  // namespace offtake::ui
