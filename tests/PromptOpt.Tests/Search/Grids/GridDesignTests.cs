using PromptOpt.Search.Grids;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Search.Grids;

public sealed class GridDesignTests
{
    [Fact]
    public void The_whole_grid_is_run_once_beginning_without_a_system_message()
    {
        var design = GridDesign.Of(SampleGrid.Mixed, null, new(1));
        Assert.Equal(18, design.Order.Count);
        Assert.Equal(18, design.Order.Distinct().Count());
        Assert.Equal(SampleGrid.Mixed.EmptyCell, design.Order[0]);
        Assert.Equal(1, design.Efficiency, 9);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(30)]
    public void A_part_of_a_stated_size_tells_main_effects_nearly_as_well_for_each_cell_as_the_whole(int size)
    {
        var design = GridDesign.Of(SampleGrid.Of(5, 3, 4, 2), size, new(1));
        Assert.Equal(size, design.Size);
        Assert.InRange(design.Efficiency, 0.85, 1.05);
        Assert.Equal(120, design.Order.Distinct().Count());
    }

    [Fact]
    public void In_a_part_every_option_occurs_about_equally_often()
    {
        var grid = SampleGrid.Of(5, 3, 4, 2);
        var choices = GridDesign.Of(grid, 60, new(2)).Order.Take(60).Select(grid.ChoiceOf).ToArray();
        for (int slot = 0; slot < 4; slot++)
        {
            int[] counts = [.. choices.GroupBy(choice => choice[slot]).Select(group => group.Count())];
            Assert.Equal(grid.Slots[slot].Options.Count, counts.Length);
            Assert.InRange(counts.Max() - counts.Min(), 0, 4);
        }
    }

    [Fact]
    public void Wherever_the_budget_ends_the_cells_so_far_tell_all_options_apart()
    {
        var grid = SampleGrid.Of(5, 3, 4, 2);
        var order = GridDesign.Of(grid, null, new(3)).Order;
        foreach (int count in new[] { 12, 17, 40, 90 })
        {
            int[][] choices = [.. order.Take(count).Select(grid.ChoiceOf)];
            var coding = new GridCoding(choices);
            double[][] points = [.. choices.Select(coding.Code)];
            Assert.Equal(10, coding.Columns);
            Assert.True(EffectModel.Fit(points, [.. points.Select((_, i) => new double[] { i % 2, i % 3 / 2.0 })]).IsKnown);
        }
    }

    [Fact]
    public void The_order_follows_from_the_seed_alone()
    {
        var grid = SampleGrid.Of(5, 3, 4, 2);
        Assert.Equal(GridDesign.Of(grid, 25, new(7)).Order, GridDesign.Of(grid, 25, new(7)).Order);
        Assert.NotEqual(GridDesign.Of(grid, 25, new(7)).Order, GridDesign.Of(grid, 25, new(8)).Order);
    }

    [Fact]
    public void Of_a_very_large_grid_a_random_part_is_looked_at()
    {
        var grid = SampleGrid.Of(10, 10, 10, 10, 10);
        var design = GridDesign.Of(grid, 60, new SeededRandom(1));
        Assert.Equal(GridDesign.MostPoints, design.Order.Count);
        Assert.Equal(1, design.Order[0]);
    }
}
